"""perspective 1.0.3, whose address is a template of the client. Arguments: server, key, insult, thanks."""

import json
import sys
from urllib.error import HTTPError

from perspective.perspective import PerspectiveAPI

url, key, insult, thanks = sys.argv[1:]
client = PerspectiveAPI(key)
client.api_client.url = f"{url}/perspective/v1alpha1/{{endpoint}}"
spans = client.analyze_comment(insult, span_annotations=True, languages=["en"], do_not_store=True, client_token="t")
suggested = client.suggest_score(thanks, {"TOXICITY": {"summaryScore": {"value": 0}}}, validate=False)
try:
    client.score("")
except HTTPError as error:
    empty = json.load(error)["error"]["message"]
found = {"insult": client.score(insult, ["TOXICITY", "INSULT"]), "thanks": client.score(thanks)}
sys.stdout.write(json.dumps({**found, "spans": spans, "suggested": suggested, "empty": empty}))
