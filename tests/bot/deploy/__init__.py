"""What runs the bot on a machine: files that are read, an image that is built, a page whose commands are run."""
