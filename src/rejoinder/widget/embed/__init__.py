"""The calls of the comment section on a publisher's page: ``/embed/v1/``, JSON in and out, no cookies."""
