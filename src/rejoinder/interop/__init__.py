"""Drop-in endpoints: others' protocols, answered by our engine. Nothing is stored unless a protocol's own feedback
call asks for it and the site takes feedback. Contracts: docs/reference/drop-in-endpoints.md.
"""
