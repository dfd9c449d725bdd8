"""Seats of an event under its lock, what was answered for them, and who holds one."""
