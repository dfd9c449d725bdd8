"""What leads where: words, buttons, commands."""
