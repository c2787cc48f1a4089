"""Measures: what the texts do, as one number a unit."""
