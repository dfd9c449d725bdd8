"""What is known of the venue: things, attributes and facts, read strictly from content files."""
