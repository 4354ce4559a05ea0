"""The thread that touches a database; the event loop sends it work and awaits the answers.

Its law: jobs run in the order they were sent. Writes that wait together share one transaction and one commit, so
a lone sender never waits for others and many senders pay for one commit; no answer is given before that commit.
When it has nothing to do, the loop may write something quick itself: a small mail is sooner written to memory than
handed over.
What can wait, the upkeep, is done a little at a time while nobody asks for anything, and of a busy time takes a small
share only.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, TypeVar

from catcher.application.store import StoreError, StoreFull

T = TypeVar("T")

MAX_TOGETHER = 500
"""Jobs in one round: bounds how long the first of them waits for its answer."""

QUIET_SECONDS = 0.1
"""When nothing was asked for so long, upkeep goes on until all is done."""

UPKEEP_SHARE = 0.05
"""The part of the time that upkeep takes, at most, while somebody asks for something now and then."""

MOST_GRANTED = 0.1
"""Seconds of upkeep that are not put off, at most: as many as reading took, since what is behind makes it slow."""

MAX_BEHIND = 20_000
"""Jobs of upkeep that may wait; beyond, a little is done between any two rounds."""

Upkeep = Callable[[sqlite3.Connection], int]
"""Does a little of what can wait, in a transaction of its own; gives how much is left."""


@dataclass(frozen=True, slots=True)
class _Job:
    run: Callable[[sqlite3.Connection], Any]
    writes: bool
    answer: asyncio.Future[Any]


Answer = tuple[asyncio.Future[Any], Any, Exception | None]


class Worker:
    """Runs jobs on a connection in a thread of its own, until it is closed."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        loop: asyncio.AbstractEventLoop,
        upkeep: Upkeep = lambda _: 0,
    ) -> None:
        self._connection = connection
        self._loop = loop
        self._upkeep = upkeep
        self._behind = 1
        self._granted = 0.0
        self._asked_at = monotonic()
        self._due_at = self._asked_at + QUIET_SECONDS
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._unanswered = 0
        self._turn = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="catcher-store", daemon=True)
        self._thread.start()

    async def read(self, run: Callable[[sqlite3.Connection], T]) -> T:
        """Run a job that only reads."""
        return await self._send(run, writes=False)

    async def write(self, run: Callable[[sqlite3.Connection], T]) -> T:
        """Run a job that changes something; returns after the commit."""
        return await self._send(run, writes=True)

    def write_at_once(self, run: Callable[[sqlite3.Connection], T]) -> T | None:
        """Run a quick job on the loop, and commit it; None, with nothing done, when the thread must do it.

        So it is while the thread is at work; for the first write after a rest, as the thread sleeps until a job
        comes, and must learn that there will be upkeep; and when it fails, so that it fails in one place.
        """
        self._check_open()
        if self._unanswered or not self._turn.acquire(blocking=False):
            return None
        try:
            return self._written(run) if self._behind else None
        finally:
            self._turn.release()

    def _written(self, run: Callable[[sqlite3.Connection], T]) -> T | None:
        try:
            with self._transaction():
                result = run(self._connection)
        except sqlite3.Error:
            return None
        self._wrote(1)
        self._asked_at = monotonic()
        return result

    async def close(self) -> None:
        """Finish what was sent, then end the thread."""
        self._closed = True
        self._jobs.put(None)
        await asyncio.to_thread(self._thread.join)

    async def _send(self, run: Callable[[sqlite3.Connection], T], *, writes: bool) -> T:
        self._check_open()
        answer: asyncio.Future[T] = self._loop.create_future()
        self._unanswered += 1
        self._jobs.put(_Job(run, writes, answer))
        return await answer

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError("the store is closed; the catcher has stopped")

    def _work(self) -> None:
        while jobs := self._next_round():
            for writes, together in groupby(jobs, key=lambda job: job.writes):
                with self._turn:
                    begun = monotonic()
                    answers = (self._run_together if writes else self._run_each)(list(together))
                    self._wrote(writes * len(answers))
                    self._granted += 0 if writes else monotonic() - begun
                self._loop.call_soon_threadsafe(self._give, answers)
            self._asked_at = monotonic()
            self._granted = min(self._granted, MOST_GRANTED)
            if self._behind > MAX_BEHIND or (self._behind and self._granted > 0):
                self._keep_up()

    def _wrote(self, jobs: int) -> None:
        if jobs and not self._behind:
            self._due_at = monotonic() + QUIET_SECONDS
        self._behind += jobs

    def _keep_up(self) -> None:
        """Do a little of the upkeep. What fails is tried again after the next write."""
        with self._turn:
            self._behind, begun = 0, monotonic()
            with suppress(sqlite3.Error), self._transaction():
                self._behind = self._upkeep(self._connection)
            took = monotonic() - begun
        self._granted = max(self._granted, 0) - took
        self._due_at = begun + took + took / UPKEEP_SHARE

    def _next_job(self) -> _Job | None:
        while self._behind:
            pause = self._seconds_to_upkeep()
            with suppress(Empty):
                return self._jobs.get(timeout=pause)
            if not pause:  # else the loop may have written meanwhile, so that it is not yet quiet
                self._keep_up()
        return self._jobs.get()

    def _seconds_to_upkeep(self) -> float:
        if self._granted > 0:
            return 0.0
        return max(0.0, min(self._due_at, self._asked_at + QUIET_SECONDS) - monotonic())

    def _next_round(self) -> list[_Job]:
        """All jobs that wait, at least one; none when the work is over."""
        jobs = [self._next_job()]
        try:
            while jobs[-1] is not None and len(jobs) < MAX_TOGETHER:
                jobs.append(self._jobs.get_nowait())
        except Empty:
            pass
        if jobs[-1] is None and len(jobs) > 1:
            self._jobs.put(None)
        return [job for job in jobs if job is not None]

    def _run_each(self, jobs: Sequence[_Job]) -> list[Answer]:
        return [self._run(job) for job in jobs]

    def _run(self, job: _Job) -> Answer:
        try:
            return job.answer, job.run(self._connection), None
        except Exception as error:  # noqa: BLE001 - whatever it is, the one who asked is told
            return job.answer, None, translated(error)

    def _run_together(self, jobs: Sequence[_Job]) -> list[Answer]:
        """One transaction for all; when that fails, one for each, so that each gets its own answer."""
        try:
            return self._in_transaction(jobs)
        except Exception as error:  # noqa: BLE001 - as above
            if len(jobs) == 1:
                return [(jobs[0].answer, None, translated(error))]
            return [answer for job in jobs for answer in self._run_together([job])]

    def _in_transaction(self, jobs: Sequence[_Job]) -> list[Answer]:
        with self._transaction():
            return [(job.answer, job.run(self._connection), None) for job in jobs]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _give(self, answers: Sequence[Answer]) -> None:
        self._unanswered -= len(answers)
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
