"""Reminders and other notices: when they are due, and whether they are still true."""
