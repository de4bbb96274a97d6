"""perspectiveapi 1.1.0, whose address is a constant: its HTTP client is given another transport.

Arguments: server, key, insult, thanks.
"""

import json
import sys

import httpx
from perspective import blocking
from perspective.models import Attribute

url, key, insult, thanks = sys.argv[1:]


class Repointed(httpx.HTTPTransport):
    """Leads to the server, the name that the client called kept, as a name in one's own network does."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The server's answer."""
        there = httpx.URL(url).copy_with(raw_path=request.url.raw_path)
        return super().handle_request(
            httpx.Request(request.method, there, headers=request.headers, content=request.read())
        )


blocking.Client = lambda: httpx.Client(transport=Repointed())
client = blocking.Perspective(key)
score = client.score(insult, [Attribute.TOXICITY, Attribute.INSULT])
sys.stdout.write(json.dumps({"insult": [score.toxicity, score.insult], "thanks": client.score(thanks).toxicity}))
