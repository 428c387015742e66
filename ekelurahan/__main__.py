"""`python -m ekelurahan` is the same as the `ekelurahan` command."""

import sys

from ekelurahan.config.cli import main

if __name__ == "__main__":  # not in the processes that a command starts beside itself
    sys.exit(main())
