"""``python -m trustdesk``: the same as the command ``trustdesk``."""

import sys

from trustdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
