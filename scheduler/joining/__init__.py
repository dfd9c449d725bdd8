"""Phones of a family: joining, merging, leaving, removal."""
