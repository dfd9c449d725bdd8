"""What a message may mean, as values."""
