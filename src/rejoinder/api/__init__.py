"""The HTTP API, version 1: articles in, comments in, threads out. Described by OpenAPI at /api/v1/openapi.json."""
