"""Text decoded with the wrong charset: where to look, what it may have been, and how likely that is.

* :mod:`~textclean.prefilter.badness`, :mod:`~textclean.prefilter.places` - cheap tests that tell where to look
* :mod:`~textclean.mojibake.charsets`, :mod:`~textclean.mojibake.chains` - text back to bytes, and what they may mean
* :mod:`~textclean.mojibake.losses` - the same where bytes were lost on the way
* :mod:`~textclean.mojibake.scoring` - nats of words in the languages of their neighbourhood
* :mod:`~textclean.mojibake.sections` - from nats and priors to the odds of each word
* :mod:`~textclean.mojibake.document` - the repairs of one document, for the rules that ask
"""
