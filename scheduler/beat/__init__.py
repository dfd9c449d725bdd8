"""The regular beat, and who runs it."""
