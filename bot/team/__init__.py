"""What the team reads and does in Telegram: the digest, questions, facts, messages to families, who is of it."""
