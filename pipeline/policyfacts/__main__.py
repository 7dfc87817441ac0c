"""``python -m policyfacts`` is the command line."""

import sys

from policyfacts.cli import main

if __name__ == "__main__":
    sys.exit(main())
