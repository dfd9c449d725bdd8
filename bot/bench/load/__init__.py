"""The whole bot under load, beside bare echo bots."""
