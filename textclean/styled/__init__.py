"""Words in letters that are only dressed up: mathematical, framed, small, raised; read by the rule ``fonts``.

* :mod:`~textclean.styled.alphabets` - the symbols, each with its plain letter and its alphabet
* :mod:`~textclean.styled.rows` - where such words stand, and which of them are words and not formulas or phonetics
"""
