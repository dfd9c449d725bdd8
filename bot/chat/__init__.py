"""One chat: what came in, what it is read against, what is remembered of it between two turns."""
