"""The sign-in window, on the installation's own origin: by mail, by provider, by passkey; with script or without."""
