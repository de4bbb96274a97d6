"""Exporting comments with their decisions: the newsroom's own data, whole."""

from collections.abc import Iterator
from typing import Any

from rejoinder.comments.models import Comment, Site
from rejoinder.moderation.models import Decision, Feedback


def exported_comments(site: Site, *, only_published: bool) -> Iterator[dict[str, Any]]:
    """Comments of the site, oldest first, each with its decisions. Readers' keyed hashes stay inside."""
    comments = Comment.objects.filter(site=site).select_related("article", "parent").order_by("id")
    if only_published:
        comments = comments.published()
    for comment in comments.prefetch_related("decisions").iterator(chunk_size=500):
        yield {
            "id": str(comment.uuid),
            "article": comment.article.key,
            "parent": str(comment.parent.uuid) if comment.parent else None,
            "author_name": comment.author_name,
            "body": comment.body,
            "body_sha256": comment.body_sha256,
            "submitted_at": comment.submitted_at.isoformat(),
            "language": comment.language,
            "status": comment.status,
            "decisions": [_decision(row) for row in sorted(comment.decisions.all(), key=lambda row: row.sequence)],
        }


def exported_feedback(site: Site) -> Iterator[dict[str, Any]]:
    """What callers of the drop-in endpoints reported back, oldest first, in the form that training reads."""
    for row in Feedback.objects.filter(site=site).order_by("id").iterator(chunk_size=500):
        yield {
            "id": str(row.uuid),
            "source": f"feedback_{row.source}",
            "text": row.text,
            "lang": row.language,
            "split": "train",
            "labels": row.labels,
            "received_at": row.received_at.isoformat(),
        }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "sequence": decision.sequence,
        "outcome": decision.outcome,
        "guideline": decision.guideline,
        "evidence": decision.evidence,
        "by": {"kind": decision.actor_kind, "name": decision.actor_name},
        "decided_at": decision.decided_at.isoformat(),
        "hash": decision.hash,
    }
