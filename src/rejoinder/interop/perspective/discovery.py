"""The discovery document that Google's client libraries build themselves from."""

from typing import Any, Final

VERSION: Final = "v1alpha1"

_Schema = dict[str, Any]


def discovery_document(root_url: str) -> dict[str, Any]:
    """The document; ``root_url`` is our public address of the endpoint, with a slash at its end.

    ``auth`` and ``mtlsRootUrl`` are left out on purpose: with them Google's clients look for Google credentials.
    """
    return {
        "kind": "discovery#restDescription",
        "discoveryVersion": "v1",
        "id": f"commentanalyzer:{VERSION}",
        "name": "commentanalyzer",
        "canonicalName": "Comment Analyzer",
        "version": VERSION,
        "revision": "20261130",
        "title": "Rejoinder comment analyzer",
        "description": "Scores comments on the newsroom's own machine.",
        "ownerName": "Rejoinder",
        "protocol": "rest",
        "rootUrl": root_url,
        "baseUrl": root_url,
        "basePath": "",
        "servicePath": "",
        "batchPath": "batch",
        "fullyEncodeReservedExpansion": True,
        "version_module": True,
        "parameters": _PARAMETERS,
        "schemas": {name: {"id": name, "type": "object", **schema} for name, schema in _SCHEMAS.items()},
        "resources": {
            "comments": {
                "methods": {
                    "analyze": _method("analyze", "AnalyzeComment", "Scores a comment."),
                    "suggestscore": _method("suggestscore", "SuggestCommentScore", "Reports a moderator's score."),
                }
            }
        },
    }


def _method(name: str, schema: str, description: str) -> dict[str, Any]:
    path = f"{VERSION}/comments:{name}"
    return {
        "id": f"commentanalyzer.comments.{name}",
        "description": description,
        "path": path,
        "flatPath": path,
        "httpMethod": "POST",
        "parameters": {},
        "parameterOrder": [],
        "request": {"$ref": f"{schema}Request"},
        "response": {"$ref": f"{schema}Response"},
    }


def _query(kind: str, **more: Any) -> _Schema:
    return {"type": kind, "location": "query", **more}


_PARAMETERS: Final = {
    "$.xgafv": _query("string", enum=["1", "2"], enumDescriptions=["v1 error format", "v2 error format"]),
    "access_token": _query("string"),
    "alt": _query("string", default="json", enum=["json", "media", "proto"], enumDescriptions=["", "", ""]),
    "callback": _query("string"),
    "fields": _query("string"),
    "key": _query("string", description="API key"),
    "oauth_token": _query("string"),
    "prettyPrint": _query("boolean", default="true"),
    "quotaUser": _query("string"),
    "uploadType": _query("string"),
    "upload_protocol": _query("string"),
}
"""Google's standard ones; its clients refuse any that the document lacks."""

_STRING: Final[_Schema] = {"type": "string"}
_STRINGS: Final[_Schema] = {"type": "array", "items": _STRING}
_BOOLEAN: Final[_Schema] = {"type": "boolean"}
_FLOAT: Final[_Schema] = {"type": "number", "format": "float"}
_INT: Final[_Schema] = {"type": "integer", "format": "int32"}
_SCORE_TYPE: Final[_Schema] = {
    "type": "string",
    "enum": ["SCORE_TYPE_UNSPECIFIED", "PROBABILITY", "STD_DEV_SCORE", "PERCENTILE", "RAW"],
    "enumDescriptions": ["", "A probability, 0 to 1.", "Not answered.", "Not answered.", "Not answered."],
}
_TEXT_TYPE: Final[_Schema] = {
    "type": "string",
    "enum": ["TEXT_TYPE_UNSPECIFIED", "PLAIN_TEXT", "HTML"],
    "enumDescriptions": ["", "", ""],
}


def _ref(name: str) -> _Schema:
    return {"$ref": name}


def _list_of(name: str) -> _Schema:
    return {"type": "array", "items": _ref(name)}


def _map_of(name: str) -> _Schema:
    return {"type": "object", "additionalProperties": _ref(name)}


def _fields(**properties: _Schema) -> _Schema:
    return {"properties": properties}


_SCHEMAS: Final[dict[str, _Schema]] = {
    "AnalyzeCommentRequest": _fields(
        comment=_ref("TextEntry"),
        context=_ref("Context"),
        requestedAttributes=_map_of("AttributeParameters"),
        languages=_STRINGS,
        doNotStore=_BOOLEAN,
        clientToken=_STRING,
        sessionId=_STRING,
        communityId=_STRING,
        spanAnnotations=_BOOLEAN,
        dropUnsupportedAttributes=_BOOLEAN,
    ),
    "AnalyzeCommentResponse": _fields(
        attributeScores=_map_of("AttributeScores"), languages=_STRINGS, detectedLanguages=_STRINGS, clientToken=_STRING
    ),
    "SuggestCommentScoreRequest": _fields(
        comment=_ref("TextEntry"),
        context=_ref("Context"),
        attributeScores=_map_of("AttributeScores"),
        languages=_STRINGS,
        communityId=_STRING,
        clientToken=_STRING,
        sessionId=_STRING,
    ),
    "SuggestCommentScoreResponse": _fields(
        clientToken=_STRING, detectedLanguages=_STRINGS, requestedLanguages=_STRINGS
    ),
    "TextEntry": _fields(text=_STRING, type=_TEXT_TYPE),
    "Context": _fields(entries=_list_of("TextEntry"), articleAndParentComment=_ref("ArticleAndParentComment")),
    "ArticleAndParentComment": _fields(article=_ref("TextEntry"), parentComment=_ref("TextEntry")),
    "AttributeParameters": _fields(scoreType=_SCORE_TYPE, scoreThreshold=_FLOAT),
    "AttributeScores": _fields(summaryScore=_ref("Score"), spanScores=_list_of("SpanScore")),
    "SpanScore": _fields(begin=_INT, end=_INT, score=_ref("Score")),
    "Score": _fields(value=_FLOAT, type=_SCORE_TYPE),
}
