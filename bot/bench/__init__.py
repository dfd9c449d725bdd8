"""Measuring: understanding, whole conversations, sign-ups, delivery, load. Nothing here serves families."""
