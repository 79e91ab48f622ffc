"""``python -m textclean`` is the command ``textclean``."""

from textclean.cli.main import main

if __name__ == "__main__":  # worker processes import this module too
    main(prog_name="textclean")
