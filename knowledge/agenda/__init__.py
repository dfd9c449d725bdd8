"""The events, their tables, and the cells that the team has filled."""
