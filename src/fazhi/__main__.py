"""`python -m fazhi`: the command line."""

from fazhi.cli import main

if __name__ == "__main__":
    main()
