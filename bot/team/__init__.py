"""What the team reads and does in Telegram."""
