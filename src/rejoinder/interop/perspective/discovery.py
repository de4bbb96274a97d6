"""The discovery document that Google's client libraries build themselves from."""

from typing import Any


def discovery_document(root_url: str) -> dict[str, Any]:
    """The document; ``root_url`` is our public address of the endpoint, with a slash at its end.

    ``auth`` and ``mtlsRootUrl`` are left out on purpose: with them Google's clients look for Google credentials.
    """
    return {
        "kind": "discovery#restDescription",
        "discoveryVersion": "v1",
        "id": "commentanalyzer:v1alpha1",
        "name": "commentanalyzer",
        "version": "v1alpha1",
        "title": "Rejoinder comment analyzer",
        "description": "Scores comments on the newsroom's own machine.",
        "protocol": "rest",
        "rootUrl": root_url,
        "baseUrl": root_url,
        "basePath": "",
        "servicePath": "",
        "batchPath": "batch",
        "parameters": {
            "key": {"type": "string", "location": "query", "description": "API key"},
            "alt": {"type": "string", "location": "query", "default": "json", "enum": ["json"]},
            "fields": {"type": "string", "location": "query"},
            "prettyPrint": {"type": "boolean", "location": "query", "default": "true"},
            "quotaUser": {"type": "string", "location": "query"},
        },
        "schemas": {
            name: {"id": name, "type": "object"}
            for name in (
                "AnalyzeCommentRequest",
                "AnalyzeCommentResponse",
                "SuggestCommentScoreRequest",
                "SuggestCommentScoreResponse",
            )
        },
        "resources": {
            "comments": {
                "methods": {
                    "analyze": _method("analyze", "AnalyzeComment"),
                    "suggestscore": _method("suggestscore", "SuggestCommentScore"),
                }
            }
        },
    }


def _method(name: str, schema: str) -> dict[str, Any]:
    path = f"v1alpha1/comments:{name}"
    return {
        "id": f"commentanalyzer.comments.{name}",
        "path": path,
        "flatPath": path,
        "httpMethod": "POST",
        "parameters": {},
        "parameterOrder": [],
        "request": {"$ref": f"{schema}Request"},
        "response": {"$ref": f"{schema}Response"},
    }
