"""Assessments as JSON and back. One line each; ASCII escapes keep lone surrogates as they were sent."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from rejoinder.engine.assessment import Assessment, Finding, Ground, Recommendation

JsonDict = dict[str, Any]


def to_json_dict(assessment: Assessment, recommendation: Recommendation) -> JsonDict:
    """The record of one comment, keys in the order of docs/reference: id, recommendation, ground, scores, findings …"""
    ground = recommendation.ground
    return {
        "id": assessment.id,
        "recommendation": recommendation.outcome,
        "ground": _ground(ground) if ground else None,
        "reason": recommendation.reason,
        "scores": dict(assessment.scores),
        "findings": [_finding(finding) for finding in assessment.findings],
        "language": assessment.language,
        "language_confidence": assessment.language_confidence,
        "versions": dict(assessment.versions),
    }


def to_json_line(assessment: Assessment, recommendation: Recommendation) -> str:
    """The record as one line of ASCII, without the line break; the same bytes for the same input."""
    return json.dumps(to_json_dict(assessment, recommendation), ensure_ascii=True, separators=(",", ":"))


def assessment_from_dict(record: Mapping[str, Any]) -> Assessment:
    """The assessment a record was made from. Raises KeyError, TypeError or ValueError when it isn't such a record."""
    return Assessment(
        record["id"],
        record["language"],
        MappingProxyType({label: float(score) for label, score in record["scores"].items()}),
        tuple(_read_finding(row) for row in record["findings"]),
        MappingProxyType(dict(record["versions"])),
        float(record.get("language_confidence", 1.0)),
    )


def _ground(ground: Ground) -> JsonDict:
    return {
        "guideline": ground.guideline,
        "kind": ground.kind,
        "score": ground.score,
        "start": ground.start,
        "end": ground.end,
        "evidence": ground.evidence,
    }


def _finding(finding: Finding) -> JsonDict:
    fields = asdict(finding)
    order = ("guideline", "kind", "score", "start", "end", "evidence", "check", "standing", "raw_score")
    return {name: fields[name] for name in order} | {"because": list(finding.because)}


def _read_finding(row: Mapping[str, Any]) -> Finding:
    return Finding(
        int(row["start"]),
        int(row["end"]),
        row["guideline"],
        row["kind"],
        float(row["score"]),
        row["evidence"],
        row["check"],
        row.get("standing", "use"),
        float(row.get("raw_score", 0.0)),
        tuple(row.get("because", ())),
    )
