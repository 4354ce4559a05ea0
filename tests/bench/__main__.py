"""`make bench`: everything that is measured, one after the other."""

from __future__ import annotations

from tests.bench import first_mail, page, search, smtp_bench, smtp_crowd

if __name__ == "__main__":
    first_mail.main()
    smtp_bench.main()
    smtp_crowd.main()
    search.main()
    page.main()
