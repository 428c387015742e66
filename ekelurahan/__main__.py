"""`python -m ekelurahan` is the same as the `ekelurahan` command."""

import sys

from ekelurahan.config.cli import main

sys.exit(main())
