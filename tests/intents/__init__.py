"""Tests of the package `intents`."""
