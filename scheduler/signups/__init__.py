"""Signing up, moving, undoing; what a changed event means to who is signed up."""
