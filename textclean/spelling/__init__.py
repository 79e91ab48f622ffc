"""Letters that are wrong for the language of their line, and how to know which language that is."""
