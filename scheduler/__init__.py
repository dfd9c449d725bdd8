"""Who comes, what is owed to them, and when."""
