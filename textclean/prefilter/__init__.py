"""Surely clean?  Quick looks that tell text to which no rule has anything to say."""
