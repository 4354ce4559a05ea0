"""One connection's octets: lines and mails in, replies out, time-outs, TLS, and back-pressure both ways.

Its law: one coroutine, the dialog, reads; a buffer is bounded or nobody reads the socket; and whatever ends a
connection reaches the dialog as one of the exceptions below. No SMTP command is known here.

The protocol itself steps the dialog from one wait to the next. A task would need a future, a callback and a turn of
the event loop for each line; that was a third of the time of a mail.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Coroutine, Generator
from time import monotonic
from types import coroutine
from typing import Any, cast

from aiosmtpd.smtp import SMTP

from catcher.adapters.smtp.body import Sink

log = logging.getLogger("catcher.smtp")

HIGH_WATER = 64 * 1024
"""Above this many octets of commands that nobody took yet, the socket is not read."""

WRITE_SECONDS = 60.0
"""How long a client may leave our replies unread, once the system's buffers are full of them."""

LINGER_SECONDS = 2.0
"""How long a closed connection may take to read our last reply."""


class Gone(Exception):
    """The client closed the connection, or it broke."""


class TimedOut(Exception):
    """Nothing came for too long."""


class Stopping(Exception):
    """The catcher stops, and this connection may end now."""


class LineTooLong(Exception):
    """A line was longer than allowed; it was skipped to its end."""


_READ = memoryview(bytearray(256 * 1024))
"""Where the event loop puts what it read; one for all, as each read is taken out before the next one begins."""


class _Input:
    """What the dialog waits for until something comes, or ends."""


_INPUT = _Input()


class Wire(asyncio.BufferedProtocol, SMTP):
    """aiosmtpd's SMTP protocol, its reading and writing replaced: no task is cancelled by a client.

    It is a buffered protocol because asyncio allocates 256 KB for each read of the other kind, and the system maps and
    unmaps so much memory each time: up to a third of the processor time of a short mail.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        # SMTP.__init__ looks through the class for 165 us a connection, for tables that are not used here
        self.loop = loop
        self.transport: asyncio.Transport | None = None
        self.encrypted = False
        self._dialog: Coroutine[object, None, None] | None = None
        self._awaited: asyncio.Future[Any] | None = None
        self._ended: asyncio.Future[None] | None = None
        self._input = b""
        self.said: list[bytes] = []
        """Is sent with the next flush; replies to pipelined commands go together (RFC 2920, section 3.2)."""
        self._sink: Sink | None = None
        self._waiting = False
        self._writable: asyncio.Future[None] | None = None
        self._eof = False
        self._paused = False
        self._rate = 0
        self._stopping = False
        self._given_up = False
        self._timed_out = False
        self._handshaking = False
        self._hung_up = False
        self._patience = 0.0
        self._deadline: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = 0.0

    # the dialog

    def _step(self, _done: object = None) -> None:
        """Let the dialog go on until it waits for input, or for a future of asyncio's."""
        dialog = self._dialog
        if dialog is None:
            return
        self._awaited, self._waiting = None, False
        try:
            awaited = dialog.throw(asyncio.CancelledError()) if self._given_up else dialog.send(None)
        except StopIteration:
            self._finish()
        except Exception:
            log.exception("an SMTP session failed")
            self.cut_off()
            self._finish()
        else:
            if awaited is _INPUT:
                self._waiting = True
            else:
                self._awaited = cast("asyncio.Future[Any]", awaited)
                self._awaited.add_done_callback(self._step)

    def _finish(self) -> None:
        self._dialog = None
        if self._ended is not None:
            self._ended.set_result(None)

    def _wake(self) -> None:
        if self._waiting:
            self._step()

    # what the event loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to serve."""
        self.transport = cast("asyncio.Transport", transport)
        self._dialog = self._handle_client()
        self._step()

    def get_buffer(self, sizehint: int) -> memoryview:
        """Where to put what is read."""
        return _READ

    def buffer_updated(self, nbytes: int) -> None:
        """Hand octets to the mail that comes in, or put them where commands are read from."""
        octets = bytes(_READ[:nbytes])
        if self._sink is not None:
            self._pour(self._sink, octets)
        elif not self._hung_up:
            self._input += octets
            if len(self._input) > HIGH_WATER:
                self._pause()
            self._wake()

    def _pour(self, sink: Sink, octets: bytes) -> None:
        rest = sink.feed(octets)
        if rest is not None:
            self._sink = None
            self._input += rest
            self._wake()
            return
        self._deadline = monotonic() + self._patience
        if self._rate:
            self._pause()
            self.loop.call_later(len(octets) / self._rate, self._resume)

    def eof_received(self) -> bool:
        """The client ended its side; what it sent before is still answered."""
        self._eof = True
        self._wake()
        return not (self.encrypted or self._hung_up)

    def connection_lost(self, error: Exception | None) -> None:
        """The connection is no more. A mail that is being kept is not given up."""
        self._eof = True
        self.transport = None
        self.said.clear()
        if self._timer is not None:
            self._timer.cancel()
        self._release_writer()
        self._wake()

    def pause_writing(self) -> None:
        """The client does not read our replies."""
        self._writable = self.loop.create_future()

    def resume_writing(self) -> None:
        """It does again."""
        self._release_writer()

    def _release_writer(self) -> None:
        if self._writable is not None and not self._writable.done():
            self._writable.set_result(None)
        self._writable = None

    # reading

    async def line(self, max_octets: int, patience: float) -> bytes:
        """The next line without its line end's LF. Raises LineTooLong, and what `_more` raises."""
        skipped = False
        if self.transport is None:
            raise Gone
        while True:
            line, ended, rest = self._input.partition(b"\n")
            if ended:
                break
            if len(line) > max_octets:
                self._input, skipped = b"", True
            await self._more(patience)
        self._input = rest
        if skipped or len(line) > max_octets:
            raise LineTooLong
        return line

    async def fill(self, sink: Sink, patience: float) -> None:
        """Give the sink all that comes until it has enough. Raises as `line`.

        A mail that lies here whole is not taken when nobody can read the answer: it is sent again.
        """
        if self.transport is None:
            raise Gone
        pending, self._input = self._input, b""
        rest = sink.feed(pending)
        if rest is not None:
            self._input = rest
            return
        self._sink = sink
        try:
            while self._sink is not None:
                await self._more(patience)
        finally:
            self._sink, self._rate = None, 0

    async def exactly(self, octets: int, patience: float) -> bytes:
        """So many octets. Raises as `line`."""
        while len(self._input) < octets:
            await self._more(patience)
        taken, self._input = self._input[:octets], self._input[octets:]
        return taken

    async def peek(self, patience: float) -> bytes:
        """What came and was not taken, at least one octet; it stays where it is. Raises as `line`."""
        while not self._input:
            await self._more(patience)
        return self._input

    @property
    def has_input(self) -> bool:
        """The client sent more than was taken."""
        return bool(self._input)

    @coroutine
    def _more(self, patience: float) -> Generator[object, None, None]:
        """Wait until something came. Raises Gone, TimedOut or Stopping."""
        if self.said:
            self.send()
        if self._writable is not None:
            yield from self.flush().__await__()
            return  # something may have come meanwhile
        if self._stopping:
            raise Stopping
        if self._eof:
            raise Gone
        if self._paused:
            self._resume()
        self._patience = patience
        deadline = self._deadline = monotonic() + patience
        if self._timer_at > deadline or self._timer is None:
            self._expect_by(deadline)
        yield _INPUT
        self._deadline = None
        if self._timed_out:
            raise TimedOut

    async def pause(self, seconds: float) -> None:
        """Do nothing for a while, or until the connection ends."""
        await self.flush()
        deadline = monotonic() + seconds
        while not self._eof and not self._stopping and (missing := deadline - monotonic()) > 0:
            alarm = self.loop.call_later(missing, self._wake)
            await self._input_or_end()
            alarm.cancel()

    @coroutine
    def _input_or_end(self) -> Generator[object, None, None]:
        yield _INPUT

    def slow_down(self, octets_per_second: int) -> None:
        """Read the next mail, or chunk of it, no faster than this."""
        self._rate = octets_per_second

    def _pause(self) -> None:
        if not self._paused and self.transport is not None:
            self._paused = True
            self.transport.pause_reading()

    def _resume(self) -> None:
        if self._paused and self.transport is not None:
            self._paused = False
            self.transport.resume_reading()

    # time

    def _expect_by(self, deadline: float) -> None:
        """One timer a connection, moved only when it fires: cancelling one a line costs more than reading."""
        self._deadline = deadline
        if self._timer is None:
            # Halfway first: a mail is waited for less long than a command, and that would move the timer.
            self._arm((monotonic() + deadline) / 2)
        elif self._timer_at > deadline:
            self._timer.cancel()
            self._arm(deadline)

    def _arm(self, moment: float) -> None:
        self._timer_at = moment
        self._timer = self.loop.call_later(moment - monotonic(), self._look_at_the_clock)

    def _look_at_the_clock(self) -> None:
        self._timer = None
        if self._deadline is None:
            return
        if self._deadline > monotonic():
            self._arm(self._deadline)
        elif self._waiting:
            self._timed_out = True
            self._wake()
        else:
            self.cut_off()

    # writing and ending

    async def flush(self) -> None:
        """Send what was said; waits while the client does not read."""
        self.send()
        if self._writable is not None:
            self._expect_by(monotonic() + WRITE_SECONDS)
            await self._writable

    def send(self) -> None:
        """Send what was said, without waiting for a client that does not read."""
        if self.said and self.transport is not None:
            self.transport.write(b"".join(self.said))
        self.said.clear()

    def discard_input(self) -> int:
        """Forget what came and was not taken; gives the number of its octets."""
        octets, self._input = len(self._input), b""
        return octets

    async def encrypt(self, context: ssl.SSLContext, patience: float) -> None:
        """Do a server's TLS handshake; what came and was not taken yet is its beginning.

        Raises ssl.SSLError or OSError, after which the connection is closed.
        """
        if self.transport is None:
            raise ConnectionResetError("the connection is gone")
        await self.flush()
        self._handshaking = True
        try:
            encrypted = await self._handshake(self.transport, context, patience)
        except BaseException:
            # asyncio closed the connection, and does not tell the protocol during a handshake
            self.connection_lost(None)
            raise
        finally:
            self._handshaking = False
        self.transport, self.encrypted = encrypted, True

    async def _handshake(
        self, plain: asyncio.Transport, context: ssl.SSLContext, patience: float
    ) -> asyncio.Transport | None:
        plain.pause_reading()
        # asyncio begins in the next turn of the loop, and what came goes in one turn later: before the
        # socket is read again
        self.loop.call_soon(self.loop.call_soon, self._begin_handshake, plain)
        return await self.loop.start_tls(
            plain, self, context, server_side=True, ssl_handshake_timeout=patience
        )

    def _begin_handshake(self, plain: asyncio.Transport) -> None:
        """What came in one packet with the PROXY header is TLS's."""
        tls = plain.get_protocol()
        while self._input and isinstance(tls, asyncio.BufferedProtocol):
            room = memoryview(tls.get_buffer(len(self._input)))
            octets = min(len(room), len(self._input))
            room[:octets] = self._input[:octets]
            self._input = self._input[octets:]
            tls.buffer_updated(octets)

    def stop(self) -> asyncio.Future[None]:
        """End as soon as nothing is being done for the client; the future is done when it ended."""
        self._stopping = True
        self._ended = self.loop.create_future()
        if self._dialog is None:
            self._ended.set_result(None)
        if self._handshaking or self._writable is not None:
            self.cut_off()
        self._wake()
        return self._ended

    def give_up(self) -> None:
        """Stop what is being done for the client."""
        if self._awaited is not None:
            self._awaited.remove_done_callback(self._step)
            self._given_up = True
            self._step()
        self.cut_off()

    def hang_up(self, *, politely: bool = False) -> None:
        """Send what was said, then close; a client that does not read is cut off.

        Politely: a client in the middle of sending is let finish for a while, unread, because closing on what
        it sent would reset the connection, and the last reply would be lost with it.
        """
        self.send()
        if self.transport is None:
            return
        if politely and self._end_our_side():
            self._hung_up = True
            self._resume()
            self._expect_by(monotonic() + LINGER_SECONDS)
        else:
            self.transport.close()
            self._deadline = None
            if self.encrypted or self.transport.get_write_buffer_size():
                self._expect_by(monotonic() + LINGER_SECONDS)

    def _end_our_side(self) -> bool:
        """Say no more, but go on reading; False where that cannot be."""
        if self._eof or self.transport is None or not self.transport.can_write_eof():
            return False
        try:
            self.transport.write_eof()
        except OSError:  # the connection broke, and nobody was told yet
            return False
        return True

    def cut_off(self) -> None:
        """Close without another octet."""
        if self.transport is not None:
            self.transport.abort()
