"""/agendas: addresses that the agenda is read from on schedule, what a reading changes by itself, and what it asks."""
