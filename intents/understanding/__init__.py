"""From a message in its conversation to its meaning, and why."""
