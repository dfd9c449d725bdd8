"""What runs the bot on a machine and what watches it: data files that `cite deploy` prints, and the page for a venue."""
