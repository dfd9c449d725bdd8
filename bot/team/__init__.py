"""What the team reads and does in Telegram: the morning digest, questions, facts to fill in, removals of phones."""
