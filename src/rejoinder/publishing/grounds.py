"""The ground of a decision in words; it lies in moderation, since statements of reasons need it too."""

from rejoinder.moderation.grounds import Ground, ground_named, ground_of, kind_name

__all__ = ["Ground", "ground_named", "ground_of", "kind_name"]
