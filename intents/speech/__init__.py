"""How something is said, beside what it asks: in distress, by a child, as an order or as a question."""
