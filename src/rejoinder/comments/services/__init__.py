"""Writes of comments: taking an article in, submitting a comment, making an API key."""
