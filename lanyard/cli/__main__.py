"""``python -m lanyard.cli``, for where the script ``lanyard`` is not on the path."""

import sys

from lanyard.cli import main

sys.exit(main())
