"""The tables of comments, one module per concept."""

from rejoinder.comments.models.advice import AdviceCount, Heeded
from rejoinder.comments.models.api_key import ApiKey
from rejoinder.comments.models.article import Article
from rejoinder.comments.models.comment import Comment, Status
from rejoinder.comments.models.limits import Allowance, SpentProof
from rejoinder.comments.models.passkey import Passkey
from rejoinder.comments.models.provider import OpenIdProvider
from rejoinder.comments.models.reaction import Reaction
from rejoinder.comments.models.reader import BlockReason, Notifications, Reader, ReaderSession
from rejoinder.comments.models.report import Report
from rejoinder.comments.models.sign_in import SignInCode
from rejoinder.comments.models.site import Site
from rejoinder.comments.models.sso_key import Algorithm, SsoKey
from rejoinder.comments.models.ties import Follow, Mute

__all__ = [
    "AdviceCount",
    "Algorithm",
    "Allowance",
    "ApiKey",
    "Article",
    "BlockReason",
    "Comment",
    "Follow",
    "Heeded",
    "Mute",
    "Notifications",
    "OpenIdProvider",
    "Passkey",
    "Reaction",
    "Reader",
    "ReaderSession",
    "Report",
    "SignInCode",
    "Site",
    "SpentProof",
    "SsoKey",
    "Status",
]
