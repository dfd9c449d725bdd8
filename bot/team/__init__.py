"""What the team reads and does in Telegram: the morning digest, questions, removals of phones."""
