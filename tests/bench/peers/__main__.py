"""Catcher beside every other catcher that is on the machine, on the same loads, in interleaved rounds.

    python -m tests.bench.peers --rounds 3 --only catcher mailpit

`make bench-peers` installs the others. After each load each of them is asked whether all was stored.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import httpx

from tests.bench.peers.catchers import Peer, found
from tests.bench.peers.loads import Bodies, Measure, NotThere, measures
from tests.bench.peers.report import Row, machine, picture, shown, table
from tests.bench.peers.running import Lost, Runner, running


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write the table and the picture; the exit code says whether all held what was sent."""
    given = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that those that run are ended
    peers = found(given.only)
    names = [peer.name for peer in peers]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bodies = Bodies(Path(folder))
        rows = [Row(measure) for measure in measures(bodies, given.scale) if given.measures in measure.name]
        for number in range(1, given.rounds + 1):
            _say(f"round {number} of {given.rounds}")
            _round(peers, rows)
        full = Measure(f"memory, {given.kept} mails", "MB", False, bodies.memory_after(given.kept))
        if given.kept and given.measures in full.name:
            rows.append(_full(peers, Row(full)))
    _write(given.output, rows, names)
    return any("lost" in why for row in rows for why in row.missing.values())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.peers", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--rounds", type=int, default=5, help="each runs every load so often (5)")
    parser.add_argument("--scale", type=float, default=1.0, help="0.1 for loads of a tenth of their length")
    parser.add_argument(
        "--kept", type=int, default=50_000, help="mails for the last figure of memory (50000); 0 for none"
    )
    parser.add_argument(
        "--only", nargs="+", metavar="NAME", help="only these catchers, for example catcher mailpit"
    )
    parser.add_argument("--measures", default="", metavar="TEXT", help="only those with this in their name")
    parser.add_argument(
        "--output",
        type=Path,
        default=Path(".cache/bench"),
        metavar="FOLDER",
        help="for peers.md and peers.svg",
    )
    return parser


def _round(peers: Sequence[Peer], rows: Sequence[Row]) -> None:
    """All of them run, each with nothing in it; each load goes to one after the other."""
    with ExitStack() as stack:
        runners: list[Runner] = []
        for peer in peers:
            try:
                runners.append(stack.enter_context(running(peer)))
            except Lost as error:
                _say(str(error))
        for row in rows:
            for runner in tuple(runners):
                if not _take(row, runner):
                    runners.remove(runner)


def _full(peers: Sequence[Peer], row: Row) -> Row:
    """One after the other, as together they might not fit."""
    for peer in peers:
        if peer.count is None:
            continue
        try:
            with running(peer) as runner:
                _take(row, runner)
        except Lost as error:
            _say(str(error))
    return row


def _take(row: Row, runner: Runner) -> bool:
    """Take one figure; gives whether this catcher can go on."""
    name = runner.peer.name
    try:
        figure = row.measure.take(runner)
    except NotThere:
        row.missing[name] = "-"
        return True
    except (Lost, OSError, httpx.HTTPError, TimeoutError, ExceptionGroup) as error:
        row.missing[name] = "lost mail" if isinstance(error, Lost) else "failed"
        _say(f"{name}, {row.measure.name}: {type(error).__name__}: {error}")
        return False
    row.figures.setdefault(name, []).append(figure)
    _say(f"  {row.measure.name}: {name} {shown(figure)} {row.measure.unit}")
    return True


def _write(folder: Path, rows: Sequence[Row], names: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    told = f"{table(rows, names)}\n\nMeasured {machine()}. x2.0 says that Catcher is two times better."
    (folder / "peers.md").write_text(told + "\n")
    (folder / "peers.svg").write_text(picture(rows, names, f"Measured {machine()}"))
    print(told)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
