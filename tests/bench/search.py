"""What the search costs and gains: time to add a mail, size of the file, and time to answer, over many mails.

    python -m tests.bench.search [mails]

The mails are like those of a test system: a dozen templates of about 4 KB, thousands of people, and numbers, codes and
links of which no two are alike. Times are those of the processor: what else runs on the machine does not count.
"""

from __future__ import annotations

import asyncio
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from catcher.adapters.stores import opening, search_index
from catcher.adapters.stores.sqlite import open_store
from catcher.application.store import Draft, Slice
from catcher.core.indexing import search_text
from catcher.core.message import Address, AttachmentName, Envelope, Outline
from catcher.core.query import And, Has, Id, Query, Trait
from catcher.core.query_text import parse

MAILS = 100_000
TOGETHER = 50
"""Mails that are added at the same time."""
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)

_random = random.Random(7)
_SYLLABLES = (
    "ka",
    "lo",
    "mi",
    "ren",
    "tas",
    "ver",
    "un",
    "der",
    "pro",
    "con",
    "est",
    "ol",
    "sta",
    "bri",
    "gen",
    "ta",
)
_VOCABULARY = ["".join(_random.choices(_SYLLABLES, k=_random.randint(1, 4))) for _ in range(8_000)]
_TEMPLATES = [_random.choices(_VOCABULARY[:3_000], k=380) for _ in range(12)]
_SUBJECTS = [
    "Welcome to the shop",
    "Your order {}",
    "Reset your password",
    "Invoice {}",
    "Code {}",
    "Weekly news",
]
_PEOPLE = [
    f"{_random.choice(_VOCABULARY)}.{_random.choice(_VOCABULARY)}{n}@example.com" for n in range(5_000)
]


def drafts(count: int, words_each: int = 380) -> Iterator[Draft]:
    """So many mails, with about so many words each."""
    for number in range(count):
        to, order = _random.choice(_PEOPLE), f"{_random.randrange(10**8):08}"
        subject = _SUBJECTS[number % len(_SUBJECTS)].format(order)
        words = [
            *_TEMPLATES[number % len(_TEMPLATES)][:words_each],
            *_random.choices(_VOCABULARY, k=words_each // 6),
        ]
        link = f"https://shop.example.com/confirm?token={_random.getrandbits(128):032x}"
        body = " ".join([f"Hello {to}, your number is {order}.", link, *words, "The Shop"])
        message_id = f"{_random.getrandbits(96):024x}@shop.example.com"
        at = BEGIN + timedelta(seconds=number)
        headers = (
            ("Received", f"from app{number % 4} by mail.example.com; {at:%a, %d %b %Y %H:%M:%S} +0000"),
            ("From", "The Shop <shop@example.com>"), ("To", to), ("Subject", subject),
            ("Date", f"{at:%a, %d %b %Y %H:%M:%S} +0000"), ("Message-ID", f"<{message_id}>"), ("MIME-Version", "1.0"),
            ("Content-Type", "text/html; charset=utf-8"), ("X-Trace", f"{_random.getrandbits(64):016x}"),
        )  # fmt: skip
        envelope = Envelope("bounce@example.com", (to,), helo="app", peer="127.0.0.1:5")
        outline = Outline(
            subject=subject, from_=(Address("The Shop", "shop@example.com"),), to=(Address("", to),),
            message_id=message_id, snippet=body[:200], has_html=True,
            attachments=(AttachmentName(f"invoice-{order}.pdf", "application/pdf"),) if number % 6 == 3 else (),
        )  # fmt: skip
        mailbox = f"team{number % 8}"
        search = search_text(mailbox, envelope, outline, headers, body)
        yield Draft(mailbox, at, envelope, outline, search, body.encode())


QUERIES = {
    "words": ["welcome", "shop", "nothingness", "{order}", "{to}", "password -welcome", "shop is:unread", "zzz OR yyy"],
    "fields": ["to:{to}", "to:=\"{to}\"", "subject:welcome", "subject:{order}", "from:shop", "mailbox:team3",
               "message-id:{message_id}", "rcpt:{to} subject:order", "attachment:{order}", "-subject:order",
               "header:x-trace={trace}", "header:subject=code", "body:{order}", "to:=nobody@x"],
    "substrings": ["elcom", "{part}", "{token}", "ample.com", "body:onfirm?tok", '"number is {order}"', "qqq"],
    "phrases, facts": ['"hello {to}"', '"the shop"', "has:attachment", "size>5k", "after:2026-01-02", "has:html to:{to}"],
    "expressions": ["subject:/^code [0-9]+9$/", r"/number is \d{{7}}7\b/"],
}  # fmt: skip


def _percentile(values: list[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)] * 1_000


async def _fill(path: Path, count: int) -> list[Draft]:
    kept: list[Draft] = []
    spent = 0.0
    async with open_store(path) as store:
        batch: list[Draft] = []
        for number, one in enumerate(drafts(count), 1):
            batch.append(one)
            if len(batch) == TOGETHER or number == count:
                before = time.process_time()
                await asyncio.gather(*map(store.add, batch))
                spent += time.process_time() - before
                kept += batch[:1] if number % (count // 20) < TOGETHER else []
                batch.clear()
    print(f"{count} mails in {spent:.0f} s: {spent / count * 1e6:.0f} us each")
    return kept


def index_all(path: Path) -> None:
    """Write what is otherwise written of the index while nobody asks for anything."""
    with closing(opening.connect(path)) as db:
        while search_index.behind(db):
            db.execute("BEGIN")
            search_index.advance(db)
            db.execute("COMMIT")


def _index_cost(path: Path, count: int) -> None:
    before, spent = path.stat().st_size, time.process_time()
    index_all(path)
    spent = time.process_time() - spent
    after = path.stat().st_size
    print(f"index: {spent / count * 1e6:.0f} us and {(after - before) / count:.0f} bytes a mail")
    print(f"file: {after / count:.0f} bytes a mail")


async def _ask(path: Path, samples: list[Draft]) -> None:
    async with open_store(path) as store:
        for kind, templates in QUERIES.items():
            found: list[float] = []
            counted: list[float] = []
            for template in templates:
                spent_find, spent_count = [], []
                for sample in samples:
                    query = parse(template.format_map(_words_of(sample)))
                    begin = time.perf_counter()
                    await store.find(query, Slice())
                    middle = time.perf_counter()
                    counts = await store.count(query)
                    spent_find.append(middle - begin)
                    spent_count.append(time.perf_counter() - middle)
                found += spent_find
                counted += spent_count
                print(
                    f"  {template:32} find {statistics.median(spent_find) * 1e3:8.2f} ms,"
                    f" count {statistics.median(spent_count) * 1e3:8.2f} ms, {counts.total} match"
                )
            both = [a + b for a, b in zip(found, counted, strict=True)]
            print(
                f"{kind}: newest 50 in {_percentile(found, 95):.1f} ms, count in {_percentile(counted, 95):.1f} ms,"
                f" both in {_percentile(both, 95):.1f} ms (95th percentile)"
            )
        newest: Query = And()
        for name, query in (
            ("newest 50", newest),
            ("unread", Has(Trait.UNREAD)),
            ("one id", Id(frozenset({7}))),
        ):
            begin = time.process_time()
            await store.find(query, Slice())
            middle = time.process_time()
            await store.count(query)
            print(
                f"{name}: {(middle - begin) * 1e3:.2f} ms, count {(time.process_time() - middle) * 1e3:.2f} ms"
            )


def _words_of(sample: Draft) -> dict[str, str]:
    _, to, _, _, _, order, link, *_ = sample.search.fields["body"].split(" ")
    headers = dict(sample.search.headers)
    return {
        "to": to.rstrip(","), "order": order.rstrip("."), "part": order[2:7], "token": link[-20:-8],
        "message_id": headers["message-id"].strip("<>"), "trace": headers["x-trace"],
    }  # fmt: skip


def main(count: int = MAILS) -> None:
    """Measure, and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mail.db"
        samples = asyncio.run(_fill(path, count))
        _index_cost(path, count)
        asyncio.run(_ask(path, samples))
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB at most")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
