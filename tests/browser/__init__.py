"""What readers and moderators do, in a real Chromium against a real server."""
