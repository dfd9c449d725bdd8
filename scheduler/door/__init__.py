"""The door of an event: who has come, who is still expected, who came without a place, how the list is closed."""
