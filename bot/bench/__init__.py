"""Measuring how well questions are understood. Nothing here serves families."""
