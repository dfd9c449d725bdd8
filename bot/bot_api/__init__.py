"""Telegram's Bot API: calls, buttons, replies, and their delivery."""
