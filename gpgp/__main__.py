"""``python -m gpgp``."""

import sys

from gpgp.cli import main

if __name__ == "__main__":
    sys.exit(main())
