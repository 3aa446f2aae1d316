"""Completion models: the older API that takes one text and goes on with it."""
