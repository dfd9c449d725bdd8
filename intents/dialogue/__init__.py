"""What a message may mean in its conversation, and which of that it most likely means."""
