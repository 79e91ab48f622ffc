"""Text spelled in ASCII as the speakers of its languages spell it, and values as nobody misreads them.

``speller`` cuts a text into words of one script, values and signs, and asks for each the module that knows it:
``words`` (alphabets, by the tables of ``tables/romanisation``), ``indic``, ``korean``, ``signs``; ``languages`` picks
the table.  What none of them knows goes to a function of the caller (Unidecode).  A word is spelled whole or not at
all.
"""
