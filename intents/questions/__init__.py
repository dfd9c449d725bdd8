"""The questions in one message: where each may stand, what it leans on, and which of them are answered."""
