"""What a monitor watches, in Prometheus' text format (version 0.0.4)."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response

from catcher.adapters.http.operations import Answer, Asked, Desk, Operation

MEDIA_TYPE = "text/plain; version=0.0.4"


async def read_metrics(desk: Desk, _: Asked) -> Response:
    usage = await desk.post_office.usage()
    rows = (
        (
            "received_mails_total",
            "counter",
            "Mails that were delivered since the start",
            desk.post_office.received,
        ),
        ("kept_mails", "gauge", "Mails that are kept", usage.total),
        ("kept_bytes", "gauge", "Bytes of the raw mails that are kept", usage.octets),
        ("unread_mails", "gauge", "Kept mails that are unread", usage.unread),
        ("evicted_mails_total", "counter", "Mails that retention has removed", usage.evicted),
        (
            "evicted_bytes_total",
            "counter",
            "Bytes of the raw mails that retention has removed",
            usage.evicted_octets,
        ),
        ("open_sessions", "gauge", "SMTP sessions that are open", desk.sessions.open),
        ("followers", "gauge", "Waits and live views that follow the mail", desk.post_office.followers),
        (
            "writing",
            "gauge",
            "1 when mail can be kept, 0 when it cannot",
            int(desk.post_office.trouble is None),
        ),
    )
    text = "".join(line for row in rows for line in _lines(*row))
    return Response(text, headers={"Cache-Control": "no-store"}, media_type=MEDIA_TYPE)


def _lines(name: str, kind: str, text: str, value: int) -> Iterator[str]:
    yield f"# HELP catcher_{name} {text}.\n"
    yield f"# TYPE catcher_{name} {kind}\n"
    yield f"catcher_{name} {value}\n"


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "/metrics", read_metrics, "Figures for Prometheus.",
        answers=(Answer(200, "one figure a line", media_type=MEDIA_TYPE),),
    ),
)  # fmt: skip
