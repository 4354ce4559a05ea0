"""Who touches a database: the event loop for what is quick, a thread for what may take long, and never both at once.

Its law: jobs run in the order they were sent. Writes that wait together share one transaction and one commit, so
a lone sender never waits for others and many senders pay for one commit; no answer is given before that commit.
A quick job runs on the loop, as the interpreter's lock goes from thread to thread more slowly than such a job takes; a
commit to a disk never does. What can wait, the upkeep, is done a little at a time while nobody asks for anything, and
of a busy time takes a small share only.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from queue import SimpleQueue
from typing import Any, TypeVar

from catcher.application.store import StoreError, StoreFull

T = TypeVar("T")

MAX_TOGETHER = 500
"""Jobs in one round of the thread: bounds how long the first of them waits for its answer."""

MAX_QUICK = 50
"""Jobs in one round on the loop: bounds how long all else waits."""

QUIET_SECONDS = 0.1
"""When nothing was asked for so long, upkeep goes on until all is done."""

UPKEEP_SHARE = 0.05
"""The part of the time that upkeep takes, at most, while somebody asks for something now and then."""

MAX_BEHIND = 5_000
"""Jobs of upkeep that may wait; beyond, they are done between the rounds, too."""

Upkeep = Callable[[sqlite3.Connection], int]
"""Does a little of what can wait, in a transaction of its own; gives how much is left."""


@dataclass(frozen=True, slots=True)
class _Job:
    run: Callable[[sqlite3.Connection], Any]
    writes: bool
    quick: bool
    answer: asyncio.Future[Any]


Answer = tuple[asyncio.Future[Any], Any, Exception | None]
Work = Callable[[], Sequence[Answer]]


class Worker:
    """Runs jobs on a connection until it is closed.

    The connection is on the loop, or lent to the thread; whoever has it may touch the state of the upkeep.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        loop: asyncio.AbstractEventLoop,
        upkeep: Upkeep = lambda _: 0,
        *,
        on_disk: bool = True,
    ) -> None:
        self._connection = connection
        self._loop = loop
        self._on_disk = on_disk
        self._waiting: deque[_Job] = deque()
        self._lent = False
        self._closed = False
        self._upkeep = upkeep
        self._behind = 1
        self._asked_at = loop.time()
        self._due_at = self._asked_at + QUIET_SECONDS
        self._alarm: asyncio.TimerHandle | None = None
        self._works: SimpleQueue[Work | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="catcher-store", daemon=True)
        self._thread.start()
        self._go_on()

    async def read(self, run: Callable[[sqlite3.Connection], T]) -> T:
        """Run a job that only reads."""
        return await self._send(run, writes=False)

    async def write(self, run: Callable[[sqlite3.Connection], T], *, quick: bool = False) -> T:
        """Run a job that changes something; returns after the commit. One that is quick takes a millisecond at most."""
        return await self._send(run, writes=True, quick=quick)

    async def close(self) -> None:
        """Finish what was sent, then end the thread."""
        last = self._send(lambda _: None, writes=False)
        self._closed = True
        if self._alarm:
            self._alarm.cancel()
        await last
        self._works.put(None)
        await asyncio.to_thread(self._thread.join)

    def _send(
        self, run: Callable[[sqlite3.Connection], T], *, writes: bool, quick: bool = False
    ) -> asyncio.Future[T]:
        if self._closed:
            raise StoreError("the store is closed; the catcher has stopped")
        answer: asyncio.Future[T] = self._loop.create_future()
        self._waiting.append(_Job(run, writes, quick, answer))
        self._asked_at = self._loop.time()
        self._go_on()
        return answer

    def _go_on(self) -> None:
        """Do what waits, as far as the connection is here."""
        while self._waiting and not self._lent:
            if self._behind > MAX_BEHIND:
                self._lend(self._keep_up)
            elif all(job.quick for job in self._waiting):
                self._run_here(self._next(MAX_QUICK))
            else:
                self._lend(partial(self._run_all, self._next(MAX_TOGETHER)))
        if self._behind and not self._lent and not self._closed:
            self._wait_for_quiet()

    def _next(self, at_most: int) -> list[_Job]:
        return [self._waiting.popleft() for _ in range(min(at_most, len(self._waiting)))]

    def _run_here(self, jobs: Sequence[_Job]) -> None:
        if self._on_disk:
            self._lend(partial(self._end_together, jobs, self._begin_together(jobs)))
        else:
            _give(self._run_all(jobs))

    def _lend(self, work: Work) -> None:
        self._lent = True
        self._works.put(work)

    def _work(self) -> None:
        while work := self._works.get():
            self._loop.call_soon_threadsafe(self._given_back, work())

    def _given_back(self, answers: Sequence[Answer]) -> None:
        self._lent = False
        if answers:
            self._asked_at = self._loop.time()
        _give(answers)
        self._go_on()

    def _wait_for_quiet(self) -> None:
        pause = min(self._due_at, self._asked_at + QUIET_SECONDS) - self._loop.time()
        if pause <= 0:
            self._lend(self._keep_up)
        elif self._alarm is None:
            self._alarm = self._loop.call_later(pause, self._ring)

    def _ring(self) -> None:
        self._alarm = None
        self._go_on()

    def _keep_up(self) -> Sequence[Answer]:
        """Do a little of the upkeep. What fails is tried again after the next write."""
        self._behind, begun = 0, self._loop.time()
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._behind = self._upkeep(self._connection)
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            self._behind = 0
            self._roll_back()
        ended = self._loop.time()
        self._due_at = ended + (ended - begun) / UPKEEP_SHARE
        return ()

    def _wrote(self, jobs: int) -> None:
        if not self._behind:
            self._due_at = self._loop.time() + QUIET_SECONDS
        self._behind += jobs

    def _run_all(self, jobs: Sequence[_Job]) -> list[Answer]:
        answers = []
        for writes, together in groupby(jobs, key=lambda job: job.writes):
            answers += (self._run_together if writes else self._run_each)(list(together))
        return answers

    def _run_each(self, jobs: Sequence[_Job]) -> list[Answer]:
        return [self._run(job) for job in jobs]

    def _run(self, job: _Job) -> Answer:
        try:
            return job.answer, job.run(self._connection), None
        except Exception as error:  # noqa: BLE001 - whatever it is, the one who asked is told
            return job.answer, None, translated(error)

    def _run_together(self, jobs: Sequence[_Job]) -> list[Answer]:
        """One transaction for all; when that fails, one for each, so that each gets its own answer."""
        return self._end_together(jobs, self._begin_together(jobs))

    def _begin_together(self, jobs: Sequence[_Job]) -> list[Answer] | Exception:
        """Run them in a transaction that is still open then; when one fails, there is none, and nothing changed."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            return [(job.answer, job.run(self._connection), None) for job in jobs]
        except Exception as error:  # noqa: BLE001 - whatever it is, the one who asked is told
            self._roll_back()
            return error

    def _end_together(self, jobs: Sequence[_Job], begun: list[Answer] | Exception) -> list[Answer]:
        """Commit them. When that fails, or they failed before, each is run alone and gets its own answer."""
        try:
            if isinstance(begun, Exception):
                raise begun
            self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - as above
            self._roll_back()
            if len(jobs) == 1:
                return [(jobs[0].answer, None, translated(error))]
            return [answer for job in jobs for answer in self._run_together([job])]
        self._wrote(len(jobs))
        return begun

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


def _give(answers: Sequence[Answer]) -> None:
    for future, result, error in answers:
        if future.cancelled():
            continue
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)


def kind_of(error: sqlite3.Error) -> int | None:
    """SQLite's primary result code; None when it was not SQLite itself that refused."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def translated(error: Exception) -> Exception:
    """The database's error as the store's own."""
    if not isinstance(error, sqlite3.Error):
        return error
    match kind_of(error):
        case sqlite3.SQLITE_FULL:
            return StoreFull(f"there is no space left for the mail ({error}); free some, or remove mail")
        case sqlite3.SQLITE_READONLY:
            return StoreError(
                f"the file cannot be written any more ({error}); mend its disk or its permissions"
            )
        case sqlite3.SQLITE_IOERR:
            return StoreError(f"the disk refused ({error}); see whether it is full, read-only or broken")
        case sqlite3.SQLITE_CORRUPT:
            return StoreError(
                f"the file is damaged ({error}); start the catcher anew, and it sets the file aside and begins another"
            )
        case sqlite3.SQLITE_PROTOCOL:
            return StoreError(f"the file cannot be locked ({error}); keep it on a local disk")
        case _:
            return StoreError(f"the database refused: {error}")
