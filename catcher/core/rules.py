"""What a failure on purpose is: where it happens, what happens, for whom and when.

The values are the JSON of the API too, and the TOML of a file that is read at the start.
"""

from __future__ import annotations

from enum import StrEnum

from catcher.core.wire import Record, ShapeError, Tagged, shaped

MAX_DELAY = 3_600
MAX_RATE_COUNT = 10_000
MAX_RATE_SECONDS = 86_400


class Stage(StrEnum):
    """Where in a session a rule decides. `ACCEPT` is after the dot, before the mail is kept."""

    CONNECT = "connect"
    EHLO = "ehlo"
    STARTTLS = "starttls"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    ACCEPT = "accept"
    QUIT = "quit"


class RuleError(ValueError):
    """A rule cannot be; the text says what was expected and what came."""


class Refuse(Tagged, tag="refuse"):
    """Answer with this code and text; `text` begins with the enhanced code, or one is put before it.

    421 closes the connection too, as does any refusal at `connect`.
    """

    code: int
    text: str = ""

    def __post_init__(self) -> None:
        _expect(400 <= self.code <= 599, f"a code from 400 to 599, not {self.code}")


class Delay(Tagged, tag="delay"):
    """Wait before the answer; then go on as if nothing was."""

    seconds: float

    def __post_init__(self) -> None:
        _expect(0 <= self.seconds <= MAX_DELAY, f"seconds from 0 to {MAX_DELAY}, not {self.seconds:g}")


class Drop(Tagged, tag="drop"):
    """Close the connection without an answer."""


class Cut(Tagged, tag="cut"):
    """At `data`: close the connection once so many octets of the mail came."""

    after_octets: int

    def __post_init__(self) -> None:
        _expect(self.after_octets >= 0, f"0 octets or more, not {self.after_octets}")


class Slow(Tagged, tag="slow"):
    """At `data`: read the mail no faster than this."""

    octets_per_second: int

    def __post_init__(self) -> None:
        _expect(self.octets_per_second >= 1, f"one octet a second at least, not {self.octets_per_second}")


class Discard(Tagged, tag="discard"):
    """At `accept`: answer 250, but do not keep the mail; the session's transcript says so."""


Action = Refuse | Delay | Drop | Cut | Slow | Discard


class Always(Tagged, tag="always"):
    """Every time."""


class First(Tagged, tag="first"):
    """The first `count` times."""

    count: int

    def __post_init__(self) -> None:
        _expect(self.count >= 1, f"the first 1 or more times, not {self.count}")


class Every(Tagged, tag="every"):
    """Every `nth` time: with 3, the third, the sixth and so on."""

    nth: int

    def __post_init__(self) -> None:
        _expect(self.nth >= 1, f"every nth time with 1 or more, not {self.nth}")


class After(Tagged, tag="after"):
    """Every time, but not the first `count` times."""

    count: int

    def __post_init__(self) -> None:
        _expect(self.count >= 0, f"after 0 or more times, not {self.count}")


class AboveRate(Tagged, tag="above-rate"):
    """Once more than `count` came within the last `seconds`."""

    count: int
    seconds: float

    def __post_init__(self) -> None:
        within = 0 <= self.count <= MAX_RATE_COUNT and 0 < self.seconds <= MAX_RATE_SECONDS
        _expect(
            within,
            f"a count from 0 to {MAX_RATE_COUNT} in up to {MAX_RATE_SECONDS} seconds,"
            f" not {self.count} in {self.seconds:g}",
        )


class Chance(Tagged, tag="chance"):
    """With this probability (0 to 1); the same seed gives the same sequence."""

    probability: float
    seed: int = 0

    def __post_init__(self) -> None:
        _expect(0 <= self.probability <= 1, f"a probability from 0 to 1, not {self.probability:g}")


Schedule = Always | First | Every | After | AboveRate | Chance


class HeaderPattern(Record):
    """A header field: its name, and a pattern for its value."""

    name: str
    value: str = "*"


class Match(Record):
    """What a rule meets; what is null meets anything.

    All but `mailbox`, `header` and sizes are patterns with `*` and `?`, compared without regard to case.
    `recipient` meets when any recipient does. The mailbox is the one that a mail would belong to by what was said
    so far: at `accept` by its headers too.
    """

    mailbox: str | None = None
    sender: str | None = None
    recipient: str | None = None
    login: str | None = None
    helo: str | None = None
    peer: str | None = None
    header: HeaderPattern | None = None
    min_size: int | None = None
    max_size: int | None = None


class Rule(Record):
    """One failure on purpose: at this stage, this action, for whom, and when."""

    stage: Stage
    action: Action
    match: Match = Match()
    schedule: Schedule = Always()

    def __post_init__(self) -> None:
        stages = _STAGES_OF.get(type(self.action))
        if stages is not None and self.stage not in stages:
            name = type(self.action).__name__.lower()
            raise RuleError(f"{name} works at {' or '.join(stages)} only, not at {self.stage}")
        for name, known in _KNOWN_AT.items():
            if getattr(self.match, name) is not None and self.stage not in known:
                raise RuleError(f"{name} is known at {', '.join(known)} only, not at {self.stage}")


class _File(Record):
    rule: tuple[Rule, ...] = ()


def read_rules(text: str) -> tuple[Rule, ...]:
    """The rules of a TOML file, one table `[[rule]]` for each. Raises RuleError."""
    import tomllib  # noqa: PLC0415 - most rules come from elsewhere, and no test should wait for it

    try:
        return shaped(tomllib.loads(text), _File).rule
    except (tomllib.TOMLDecodeError, ShapeError) as error:
        raise RuleError(f"expected tables [[rule]] with stage and action in TOML: {error}") from error


def _expect(holds: bool, expected: str) -> None:
    if not holds:
        raise RuleError(f"expected {expected}")


_OF_A_MAIL = (Stage.MAIL, Stage.RCPT, Stage.DATA, Stage.ACCEPT)
_KNOWN_AT: dict[str, tuple[Stage, ...]] = {
    "helo": tuple(Stage)[1:],
    "login": (*_OF_A_MAIL, Stage.QUIT),
    "sender": _OF_A_MAIL,
    "recipient": _OF_A_MAIL[1:],
    "header": (Stage.ACCEPT,),
    "min_size": (Stage.ACCEPT,),
    "max_size": (Stage.ACCEPT,),
}
_STAGES_OF: dict[type, tuple[Stage, ...]] = {
    Cut: (Stage.DATA,),
    Slow: (Stage.DATA,),
    Discard: (Stage.ACCEPT,),
}
