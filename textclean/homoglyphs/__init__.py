"""Letters of the wrong script, decided by one ledger of odds: a noisy channel, pooled over the section.

* :mod:`~textclean.homoglyphs.table` - which character may stand for which letter, and how unlike they look
* :mod:`~textclean.homoglyphs.words` - the words of a text and the scripts of their letters
* :mod:`~textclean.homoglyphs.speech` - what a word costs in the languages that the section is written in
* :mod:`~textclean.homoglyphs.readings` - the best spelling of a word in a script
* :mod:`~textclean.homoglyphs.judge` - hypotheses, pooled shares, decisions, edits
* :mod:`~textclean.homoglyphs.strays` - words that are the only ones of their script
* :mod:`~textclean.homoglyphs.digit_words` - words with digits among their letters, and their odds
* :mod:`~textclean.homoglyphs.direct` - the everyday case, one table all through a Latin text, without the ledger
"""
