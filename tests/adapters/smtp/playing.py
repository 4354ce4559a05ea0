"""Plays SMTP dialogs that are written as text files, over a real socket.

A file is a list of lines. `C:` is said by the client (with CR LF; lines in a row go out in one piece), `C>` too but
without a line end. `S:` is the beginning of the last line of the next reply, `S~` an expression to be found in the
whole reply. `X` means that the server closes. Then follows what must be true: `mail:` a mail that was kept, as
`sender -> recipients | octets`, in order; `diagnosis:` and `outcome:` of the session. `with:` at the top sets
options; `whole` keeps the dialog from being cut into small pieces. Backslash escapes are Python's; `#` begins a comment.
"""

from __future__ import annotations

import ast
import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from catcher.adapters.smtp import Kind, Listener, SmtpSettings, listen
from catcher.application.sessions import Sessions
from catcher.core.message import Envelope, Message, Outline
from catcher.core.ruling import Rules
from catcher.core.session import Session

SECONDS = 10
"""No reply takes longer."""


@dataclass
class Catch:
    """A listener under test, what it caught, and the sessions that it saw."""

    sessions: Sessions = field(default_factory=Sessions)
    rules: Rules = field(default_factory=lambda: Rules(lambda: 0.0))
    mails: list[tuple[Envelope, bytes]] = field(default_factory=list)
    failure: Exception | None = None
    gate: asyncio.Event | None = None
    listener: Listener = field(init=False)

    async def deliver(self, envelope: Envelope, raw: bytes) -> Message:
        """Keep the mail, once the gate is open; or fail as told."""
        if self.gate is not None:
            await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        self.mails.append((envelope, raw))
        return Message(len(self.mails), "default", datetime.now(UTC), len(raw), False, envelope, Outline())

    async def session(self) -> Session:
        """The newest session, once it ended."""
        async with asyncio.timeout(SECONDS):
            while True:
                (session, *_) = self.sessions.newest() or (None,)
                if session is not None and session.ended_at is not None:
                    return session
                await asyncio.sleep(0)

    async def connect(self) -> Client:
        """A client that has not read the greeting."""
        if self.listener.path is not None:
            return Client(*await asyncio.open_unix_connection(self.listener.path))
        return Client(*await asyncio.open_connection(self.listener.host, self.listener.port))


@asynccontextmanager
async def catching(
    catch: Catch | None = None, *, kind: Kind = Kind.SMTP, **options: Any
) -> AsyncIterator[Catch]:
    """A listener on a free port; `path` and `tls` go to `listen`, other options are settings."""
    catch = catch or Catch()
    places = {name: options.pop(name) for name in ("path", "tls") if name in options}
    settings = SmtpSettings(**options)
    async with listen(
        catch.deliver, settings, kind=kind, rules=catch.rules, sessions=catch.sessions, **places
    ) as listener:
        catch.listener = listener
        yield catch


class Client:
    """The other side, in octets and replies."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    def send(self, octets: bytes) -> None:
        """Say octets as they are."""
        self.writer.write(octets)

    async def reply(self) -> str:
        """All lines of the next reply; empty when the server closed."""
        lines = []
        async with asyncio.timeout(SECONDS):
            while line := (await self.reader.readline()).decode():
                assert line.endswith("\r\n")
                lines.append(line[:-2])
                if line[3:4] != "-":
                    break
        return "\n".join(lines)

    async def say(self, *lines: str | bytes) -> str:
        """Send lines, and give the last of as many replies."""
        self.send(b"".join((line.encode() if isinstance(line, str) else line) + b"\r\n" for line in lines))
        answer = ""
        for _ in lines:
            answer = await self.reply()
        return answer

    async def greet(self) -> Client:
        """Read the greeting and say EHLO."""
        assert (await self.reply()).startswith("220 ")
        assert (await self.say("EHLO client.example")).startswith("250-")
        return self

    async def closed(self) -> bool:
        """The server closes without another octet."""
        async with asyncio.timeout(SECONDS):
            try:
                return await self.reader.read() == b""
            except ConnectionError:
                return True

    def close(self) -> None:
        """Hang up."""
        self.writer.close()


@dataclass
class Script:
    """A dialog as it is written."""

    path: Path
    options: dict[str, Any]
    steps: list[tuple[str, str]]

    @property
    def codes(self) -> set[int]:
        """The reply codes that it shows."""
        return {int(text[:3]) for mark, text in self.steps if mark == "S:" and text[:3].isdigit()}


def read(path: Path) -> Script:
    """A dialog from its file."""
    options: dict[str, Any] = {}
    steps = []
    for line in path.read_text().splitlines():
        mark, _, text = line.partition(" ")
        if mark == "with:":
            name, _, value = text.partition("=")
            options[name] = ast.literal_eval(value)
        elif line and not line.startswith("#"):
            steps.append((mark, text))
    return Script(path, options, steps)


def octets(text: str) -> bytes:
    """The octets that a script's text stands for."""
    return text.encode("latin-1", "backslashreplace").decode("unicode_escape").encode("latin-1")


async def play(script: Script, chunk: int | None = None) -> None:
    """Play it and assert all that it says; `chunk` sends so many octets at a time."""
    options = dict(script.options)
    kind = Kind(options.pop("kind", "smtp"))
    options.pop("whole", None)
    async with catching(kind=kind, **options) as catch:
        client = await catch.connect()
        pending = b""
        kept = 0
        for number, (mark, text) in enumerate(script.steps, 1):
            place = f"{script.path.name}, step {number}: {mark} {text}"
            if mark not in {"C:", "C>"} and pending:
                await _send(client, pending, chunk)
                pending = b""
            match mark:
                case "C:":
                    pending += octets(text) + b"\r\n"
                case "C>":
                    pending += octets(text)
                case "S:":
                    answer = await client.reply()
                    assert answer.rpartition("\n")[2].startswith(text), f"{place} came {answer!r}"
                case "S~":
                    answer = await client.reply()
                    assert re.search(text, answer), f"{place} came {answer!r}"
                case "X":
                    assert await client.closed(), place
                case "mail:":
                    _assert_kept(catch.mails[kept], text, place)
                    kept += 1
                case "diagnosis:":
                    client.close()
                    assert text in [each.code for each in (await catch.session()).diagnoses], place
                case "outcome:":
                    client.close()
                    assert (await catch.session()).outcome == text, place
                case _:
                    raise ValueError(place)
        assert len(catch.mails) == kept, f"{script.path.name}: {catch.mails[kept:]}"
        client.close()


async def _send(client: Client, what: bytes, chunk: int | None) -> None:
    size = chunk or len(what)
    for start in range(0, len(what), size):
        client.send(what[start : start + size])
        await client.writer.drain()
        if chunk:
            await asyncio.sleep(0)


def _assert_kept(mail: tuple[Envelope, bytes], text: str, place: str) -> None:
    envelope, raw = mail
    said, _, body = text.partition(" | ")
    sender, _, recipients = said.partition("->")
    assert envelope.sender == sender.strip(), place
    assert list(envelope.recipients) == [each.strip() for each in recipients.split(", ")], place
    assert raw == octets(body), f"{place} came {raw!r}"
