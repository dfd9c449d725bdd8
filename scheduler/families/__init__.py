"""Families, the chats that speak for them, and what they agreed to."""
