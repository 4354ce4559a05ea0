"""`make bench`: everything that is measured, one after the other."""

from __future__ import annotations

from tests.bench import first_mail, pytest_plugin, search, smtp_bench, smtp_crowd, waiting

if __name__ == "__main__":
    first_mail.main()
    pytest_plugin.main()
    smtp_bench.main()
    smtp_crowd.main()
    search.main()
    waiting.main()
