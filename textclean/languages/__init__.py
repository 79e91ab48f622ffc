"""What ``textclean.language`` is made of: letter n-grams, words with their frequencies, fees."""
