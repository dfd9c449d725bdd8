"""From what was meant to what is said: facts, agenda, known unknowns. Parses no text."""
