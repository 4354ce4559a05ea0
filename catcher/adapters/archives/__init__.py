"""Mail on a disk: archives in files and folders, ours and those of other catchers, read and written."""

from __future__ import annotations

from catcher.adapters.archives.sources import Source, opened
from catcher.adapters.archives.targets import FOLDERS, Target, target

__all__ = ["FOLDERS", "Source", "Target", "opened", "target"]
