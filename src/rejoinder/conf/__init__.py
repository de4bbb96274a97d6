"""How Rejoinder is put together: environment, Django settings, URLs, WSGI."""
