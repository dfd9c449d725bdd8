"""Reminders, offers, changes: what is owed to families unasked, put into words at the moment it is sent."""
