"""`python -m zuoxi <command>`."""

import sys

from zuoxi.assembly.cli.main import main

sys.exit(main(sys.argv[1:]))
