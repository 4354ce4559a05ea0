"""`python -m catcher.adapters.http` prints the API's description, from which the page's types are made."""

from __future__ import annotations

import sys

from catcher.adapters.http import LIVE, OPERATIONS
from catcher.adapters.http.openapi import description
from catcher.core.wire import encode

sys.stdout.write(encode(description(OPERATIONS, LIVE)).decode() + "\n")
