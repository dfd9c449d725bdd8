"""What the outbox owes families of its own accord, put into words at the moment it is sent."""
