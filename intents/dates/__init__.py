"""The moment that a sentence speaks of, in French and English: a grammar in layers."""
