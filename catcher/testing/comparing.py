"""What a test expects of a mail, and how a failed comparison is told: field by field, texts as a diff."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import ndiff
from typing import Any

from catcher.core.message import Address
from catcher.mail import AttachedFile, Headers, Mail

Wanted = str | re.Pattern[str]


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class MailLike:
    """Equal to every mail that has what is said here; what is not said may be anything.

        assert mail == MailLike(subject="Welcome", to="bob@example.com", text=re.compile("code [0-9]{6}"))

    A text is equal as a whole, but for white space at its ends and at the ends of lines; a pattern is found in it.
    Addresses are compared without their names. `headers` and `attachments` (names of files) are those that
    must be there; several values are equal in their order.
    """

    subject: Wanted | None = None
    from_: Wanted | None = None
    to: Wanted | Sequence[Wanted] | None = None
    cc: Wanted | Sequence[Wanted] | None = None
    bcc: Wanted | Sequence[Wanted] | None = None
    sender: Wanted | None = None
    recipients: Wanted | Sequence[Wanted] | None = None
    text: Wanted | None = None
    html: Wanted | None = None
    headers: Mapping[str, Wanted] | None = None
    attachments: Wanted | Sequence[Wanted] | None = None
    mailbox: Wanted | None = None

    def __eq__(self, other: object) -> bool:
        return not any(self.differences(other)) if isinstance(other, Mail) else NotImplemented

    __hash__ = None  # type: ignore[assignment] # it equals mails that differ from each other

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={_plain(value)}" for name, value in self._said())
        return f"MailLike({said})"

    def differences(self, mail: Mail) -> Iterator[tuple[str, Any, Any]]:
        """Each field that is not as expected: its name, what was expected, what is there."""
        for name, wanted in self._said():
            found = _found(getattr(mail, name))
            pairs = wanted.items() if isinstance(wanted, Mapping) else ((None, wanted),)
            for key, one in pairs:
                there = mail.headers.get(key) if key is not None else found
                if not _meets(one, there, among=name == "attachments"):
                    yield (name if key is None else f"header {key}"), one, there

    def _said(self) -> Iterator[tuple[str, Any]]:
        for each in fields(self):
            if (value := getattr(self, each.name)) is not None:
                yield each.name, value


def _found(value: Any) -> Any:
    """A field of a mail as it is compared: addresses and files by their names."""
    match value:
        case Address():
            return value.address
        case AttachedFile():
            return value.filename
        case tuple():
            return [_found(each) for each in value]
        case Headers():
            return None
        case _:
            return value


def _meets(wanted: Any, found: Any, *, among: bool = False) -> bool:
    match wanted, found:
        case (str() | re.Pattern(), list()):
            return any(_meets(wanted, one) for one in found) if among else _meets([wanted], found)
        case str(), str():
            return _trimmed(wanted) == _trimmed(found)
        case re.Pattern(), str():
            return wanted.search(found) is not None
        case ((list() | tuple()), list()) if among:
            return all(any(_meets(one, other) for other in found) for one in wanted)
        case ((list() | tuple()), list()):
            return len(wanted) == len(found) and all(map(_meets, wanted, found))
        case _:
            return False


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def told(operator: str, left: object, right: object) -> list[str] | None:
    """The lines that a failed assertion shows; None when the comparison is not one of mails."""
    match operator, left, right:
        case "==", (Mail() | MailLike()), (Mail() | MailLike()):
            return [f"{left!r} == {right!r}", *_pair(left, right)]
        case "==", list(), list() if _of_mails(left) and _of_mails(right):
            return _lists(left, right)
        case (("in" | "not in"), MailLike(), list()) if _of_mails(right):
            return [f"{left!r} {operator} {len(right)} mails", *_closest(left, right)]
        case _:
            return None


def _of_mails(values: list[Any]) -> bool:
    return any(isinstance(each, MailLike | Mail) for each in values) or not values


def _lists(left: list[Any], right: list[Any]) -> list[str] | None:
    if not left and not right:
        return None
    lines = [f"{len(left)} mails == {len(right)} mails"]
    for number, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            lines += [f"number {number + 1}:", *(f"  {line}" for line in _pair(one, other))]
    lines += [f"only on the left: {each!r}" for each in left[len(right) :]]
    return lines + [f"only on the right: {each!r}" for each in right[len(left) :]]


def _closest(wanted: MailLike, mails: list[Any]) -> Iterator[str]:
    for mail in mails:
        if isinstance(mail, Mail):
            yield f"{mail!r}"
            yield from (f"  {line}" for line in _pair(wanted, mail))


def _pair(left: Any, right: Any) -> Iterator[str]:
    match left, right:
        case MailLike(), Mail():
            found = left.differences(right)
        case Mail(), MailLike():
            found = right.differences(left)
        case Mail(), Mail():
            found = _all_differences(left, right)
        case _:
            return
    for name, expected, actual in found:
        yield from _difference(name, expected, actual)


def _all_differences(left: Mail, right: Mail) -> Iterator[tuple[str, Any, Any]]:
    for each in fields(Mail):
        one, other = getattr(left, each.name), getattr(right, each.name)
        if one != other and each.name not in ("raw", "envelope", "headers"):
            yield each.name, _found(one), _found(other)


def _difference(name: str, expected: Any, actual: Any) -> Iterator[str]:
    if isinstance(expected, str) and isinstance(actual, str) and "\n" in expected.strip() + actual.strip():
        yield f"{name} (- expected, + found):"
        lines = ndiff(_trimmed(expected).splitlines(), _trimmed(actual).splitlines())
        yield from (f"  {line.rstrip()}" for line in lines if not line.startswith("?"))
        return
    yield f"{name}:"
    yield f"  expected {_plain(expected)}"
    yield f"  found    {_plain(actual)}"


def _plain(value: Any) -> str:
    return f"/{value.pattern}/" if isinstance(value, re.Pattern) else repr(value)
