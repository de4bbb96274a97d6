"""The desk over HTTP, without a browser."""
