"""Waiting lists as the team sees and runs them."""
