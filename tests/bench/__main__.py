"""`make bench`: everything that is measured, one after the other; `make bench ARGS="peers --rounds 3"` for one of them."""

from __future__ import annotations

import sys

from tests.bench import first_mail, page, search, smtp_bench, smtp_crowd
from tests.bench.peers.__main__ import main as peers

if __name__ == "__main__":
    if sys.argv[1:2] == ["peers"]:
        sys.exit(peers(sys.argv[2:]))
    first_mail.main()
    smtp_bench.main()
    smtp_crowd.main()
    search.main()
    page.main()
    sys.exit(peers([]))
