"""`python -m catcher` is the command `catcher`."""

from __future__ import annotations

import sys

from catcher.cli import main

sys.exit(main())
