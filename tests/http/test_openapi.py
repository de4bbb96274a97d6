"""The API's description is a contract: a change shows as a diff of tests/http/openapi.json.

REWRITE_GOLDEN=1 python -m pytest tests/http/test_openapi.py
"""

import json
import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "openapi.json"


def test_the_description_is_the_reviewed_one(client, db):
    served = client.get("/api/v1/openapi.json").json()
    served["info"]["version"] = "0"
    text = json.dumps(served, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    if os.environ.get("REWRITE_GOLDEN") == "1":
        GOLDEN.write_text(text)
    assert GOLDEN.read_text() == text, "read the difference; if it is meant, rewrite the file (see above)"


def test_every_operation_is_described():
    document = json.loads(GOLDEN.read_text())
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
            assert any(status.startswith("4") for status in operation["responses"]), (method, path)
