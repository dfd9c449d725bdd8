"""Families that telephone: signed up by the team, called instead of written to, one place changed, given a chat."""
