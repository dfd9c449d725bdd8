"""What is held about a family, how it is forgotten, and when."""
