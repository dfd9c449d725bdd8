"""What runs the bot on a machine, and what watches it there: data that `cite deploy` prints, and a page for a venue."""
