"""What the team reads and does in Telegram: the morning digest, questions, facts, removals of phones, who is of it."""
