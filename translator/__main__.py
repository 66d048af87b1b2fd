"""`python -m translator` is the console script `translator`."""

from translator.cli import main

if __name__ == "__main__":
    main()
