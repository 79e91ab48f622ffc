"""What happens to text on its way out of a PDF or through character recognition, and how it can be known.

A page description places glyphs; it holds no words.  A program that reads text out of it meets accents drawn beside
their letters, glyphs that no code is known for, shapes instead of letters, and lines in the order of drawing.

* :mod:`~textclean.extraction.vocabulary` - what a word costs in the languages of a document (nats)
* :mod:`~textclean.extraction.pooling` - the places of one document share a kind of damage
* :mod:`~textclean.extraction.accents` - accents beside their letters
* :mod:`~textclean.extraction.ligatures` - what stands where a ligature stood
* :mod:`~textclean.extraction.arabic` - shapes of Arabic letters, and the order of letters in a line
"""
