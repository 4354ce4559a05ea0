"""One-time codes in a mail: what looks like one, and how likely it is."""

from catcher.core.extract.codes.finding import codes

__all__ = ["codes"]
