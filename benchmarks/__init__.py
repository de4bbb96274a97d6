"""What is fast, how it grows, and what scores mean, measured; each is one target of the Makefile."""
