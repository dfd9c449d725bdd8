"""Copies of the database in one format for both engines: written, read, checked, put back, made every day."""
