"""Lists of who comes to an event: on screen, as a file for one person, for whom; and whom to telephone."""
