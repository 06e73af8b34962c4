"""``python -m gpgp``."""

import sys

if __name__ == "__main__":
    try:
        from gpgp.cli import main

        sys.exit(main())
    except KeyboardInterrupt:  # while Python still reads the program
        sys.exit(130)
