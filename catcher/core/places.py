"""Where something listens, or who connects."""

from __future__ import annotations


def shown(host: str, port: int | str) -> str:
    """Host and port as people and URLs write them (RFC 3986, section 3.2.2): brackets around an IPv6 address."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
