"""Training, tested on tiny data; what needs torch or scipy is skipped where they are missing."""
