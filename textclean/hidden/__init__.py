"""What the rules of the stage HIDDEN share: hidden messages, reading direction, syllables, terminal output."""
