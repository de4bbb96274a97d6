"""Data to model to card: how the shipped classifier was made. Not part of the installed package."""
