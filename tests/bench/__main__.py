"""`make bench`: everything that is measured, one after the other; `make bench ARGS="peers --rounds 3"` for one of them."""

from __future__ import annotations

import runpy
import sys

PARTS = (
    "first_mail",
    "pytest_plugin",
    "smtp_bench",
    "smtp_crowd",
    "search",
    "slow_disk",
    "scale",
    "waiting",
    "page",
    "peers",
)

if __name__ == "__main__":
    named = sys.argv[1:2]
    if not set(named) <= set(PARTS):
        sys.exit(f"there is no {named[0]} to measure; there are {', '.join(PARTS)}")
    sys.argv[1:2] = []
    missed = []
    for part in named or PARTS:
        try:
            runpy.run_module(f"tests.bench.{part}", run_name="__main__", alter_sys=True)
        except SystemExit as ended:
            missed += [part] if ended.code else []
    sys.exit(f"missed what was to be reached: {', '.join(missed)}" if missed else 0)
