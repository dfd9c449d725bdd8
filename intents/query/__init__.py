"""What is looked for in the agenda, and which events fit it."""
