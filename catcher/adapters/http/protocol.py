"""HTTP as it comes over the wire: the head of a request is bounded, and what is no HTTP is told as a problem.

uvicorn's own takes a head of any length, and answers in plain text what it cannot read.
"""

from __future__ import annotations

import re

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from catcher.adapters.http.guard import ALWAYS, MAX_HEADER_OCTETS, MAX_URL_OCTETS
from catcher.adapters.http.problems import LONG_HEADERS, MALFORMED, Refused, explained

LINGER_SECONDS = 1.0
"""How long a client that was refused may go on sending what nobody reads."""
MAX_HEAD_OCTETS = 2 * (MAX_URL_OCTETS + MAX_HEADER_OCTETS)
"""What is held of a head that does not end; heads within it are measured part by part by the guard."""

_UPGRADE_TO_HTTP_2 = re.compile(rb"(?i)\r\n(upgrade:[ \t]*h2c|http2-settings:[^\r\n]*)(?=\r\n|$)")
"""RFC 9110, section 7.8: a server may ignore it. The parser would not, and take a body for what comes after HTTP."""


class Protocol(HttpToolsProtocol):
    """One connection."""

    _at_start = True
    _in_head = False
    _head_octets = 0
    _refused = False

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._at_start = False
        self._in_head, self._head_octets = True, 0

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._at_start = True

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        if self._at_start:
            head, end, rest = data.partition(b"\r\n\r\n")
            data = _UPGRADE_TO_HTTP_2.sub(b"", head) + end + rest
        super().data_received(data)
        self._head_octets += len(data)
        if self._in_head and self._head_octets > MAX_HEAD_OCTETS and not self.transport.is_closing():
            detail = f"expected the head of a request to end within {MAX_HEAD_OCTETS} bytes"
            self._refuse(Refused(LONG_HEADERS, detail))

    def send_400_response(self, msg: str) -> None:
        """What uvicorn calls for anything that is not HTTP."""
        detail = "expected an HTTP request, such as GET /api HTTP/1.1; mail is sent to another port"
        self._refuse(Refused(MALFORMED, detail))

    def _refuse(self, refused: Refused) -> None:
        response = explained(refused)
        headers = {**ALWAYS, **dict(response.raw_headers), b"connection": b"close"}
        lines = [f"HTTP/1.1 {response.status_code} {refused.kind.title}".encode()]
        lines += [name + b": " + value for name, value in headers.items()]
        self.transport.write(b"\r\n".join([*lines, b"", bytes(response.body)]))
        # Closing with octets unread would reset the connection, and the client might never see the answer.
        self._refused = True
        self.transport.write_eof()
        self.loop.call_later(LINGER_SECONDS, self.transport.close)
