"""What families can do, a folder or a module for each; none parses text."""
