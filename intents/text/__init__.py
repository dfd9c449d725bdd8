"""Plain words from what a person typed, and what words point to."""
