"""Telegram, and everything a person sees or types."""
