"""What the sentences of a description tell, and which of them answers a question."""
