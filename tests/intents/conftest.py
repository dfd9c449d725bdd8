"""No deadline an example: the first one also loads the words and the holidays."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
