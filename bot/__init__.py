"""Telegram, and everything a person sees or types."""

import sys

# httpx, which Telegram's library imports, would else import what its own command line prints with, for nothing: 4 MB.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # None: it is taken as not installed
