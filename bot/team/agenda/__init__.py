"""The agenda in the team's hands: seen, made, changed, imported and exported from Telegram, and families told."""
