"""Places that a family has or is offered: given up, put back, moved, taken, asked about."""
