"""What the rules of the stage REDECODE share: charsets and chains of them, the search, and what was lost on the way."""
