"""Where updates come in: stored, unparsed, before Telegram is told that we have them."""
