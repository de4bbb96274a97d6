"""Why a comment or an article is not taken. Nothing is stored when one of these is raised.

Refusal
├── BodyEmpty, BodyTooLong, BodyNotUnicode, BodyHasNul, NameTooLong, NameNotUnicode   422 / 413
├── DuplicateComment, ThreadClosed, ArticleKeyTaken                                   409
├── ParentNotFound, ArticleNotFound, CommentNotFound, ReaderNotFound                  404 / 422
├── ReactionNotOffered                                                                422
├── TooManyComments, TooManyRequests (TooManyCodes)                                   429
├── ProofNotValid                                                                     403
├── SessionEnded, ReaderBlocked (ReaderBlockedUntil)                                  401 / 403
├── SignInNeeded, CodeNotValid                                                        401 / 403
├── SsoForged, SsoExpired, SsoNotYetValid, SsoWrongSite, SsoUsed                      401
├── SignInFailed, ProviderNotUsable, PasskeyNotValid, PasskeyTooLate                  403 / 422
├── SsoIncomplete, SsoLivesTooLong                                                    422
├── EmailNotValid, NameEmpty, UnknownChoice                                           422
└── BadRequest, RequestTooLarge, UnsupportedMediaType, BadArticle, KeyNotValid        400 / 413 / 415 / 422 / 401
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rejoinder.errors import Refusal


class BodyEmpty(Refusal):
    """Nothing that can be seen was written."""

    code = "body_empty"
    status = 422
    message = _("The comment is empty. Please write something.")


class BodyTooLong(Refusal):
    """Longer than the site takes."""

    code = "body_too_long"
    status = 413
    message = ngettext_lazy(
        "The comment has %(length)s character; at most %(limit)s are taken. Please shorten it.",
        "The comment has %(length)s characters; at most %(limit)s are taken. Please shorten it.",
        "length",
    )


class BodyNotUnicode(Refusal):
    """Bytes that are not UTF-8, or half of a surrogate pair: it could not be kept as sent."""

    code = "body_not_unicode"
    status = 422
    message = _("The comment holds something that is not valid Unicode text, so it can't be kept as you wrote it.")


class BodyHasNul(Refusal):
    """U+0000 can't be kept by every database."""

    code = "body_has_nul"
    status = 422
    message = _("The comment holds a NUL character, which can't be kept. Please remove it.")


class NameTooLong(Refusal):
    """The name is longer than what is shown."""

    code = "author_name_too_long"
    status = 422
    message = ngettext_lazy(
        "The name has %(length)s character; at most %(limit)s are taken.",
        "The name has %(length)s characters; at most %(limit)s are taken.",
        "length",
    )


class NameNotUnicode(Refusal):
    """The name can't be kept as sent."""

    code = "author_name_not_unicode"
    status = 422
    message = _("The name holds something that can't be shown as text.")


class DuplicateComment(Refusal):
    """The same text by the same reader on the same article, minutes ago."""

    code = "duplicate_comment"
    status = 409
    message = _("You have already sent this comment. It has been received; there is no need to send it again.")


class ThreadClosed(Refusal):
    """The article takes no comments (any more)."""

    code = "thread_closed"
    status = 409
    message = _("Comments on this article are closed.")


class ArticleKeyTaken(Refusal):
    """Another site has an article with this key."""

    code = "article_key_taken"
    status = 409
    message = _("An article of another site has the key %(key)s. Please choose another key.")


class ArticleNotFound(Refusal):
    """No article has this key."""

    code = "article_not_found"
    status = 404
    message = _("There is no article with the key %(key)s.")


class ParentNotFound(Refusal):
    """The comment replied to isn't a published comment of this article."""

    code = "parent_not_found"
    status = 422
    message = _("The comment you reply to is not there (any more). You can send yours as a new comment.")


class CommentNotFound(Refusal):
    """No such comment, or not one of your sites."""

    code = "comment_not_found"
    status = 404
    message = _("There is no such comment.")


class ReaderNotFound(Refusal):
    """No such reader, or not on this site."""

    code = "reader_not_found"
    status = 404
    message = _("There is no such reader.")


class ReactionNotOffered(Refusal):
    """The site does not offer this reaction."""

    code = "reaction_not_offered"
    status = 422
    message = _("This reaction is not offered here.")


class TooManyComments(Refusal):
    """The rate limit."""

    code = "too_many_comments"
    status = 429
    message = ngettext_lazy(
        "Too many comments came from your network. Please wait %(wait_s)s second and send it again.",
        "Too many comments came from your network. Please wait %(wait_s)s seconds and send it again.",
        "wait_s",
    )


class TooManyRequests(Refusal):
    """A limit on something other than comments."""

    code = "too_many_requests"
    status = 429
    message = ngettext_lazy(
        "Too many requests came from your network. Please wait %(minutes)s minute and try again.",
        "Too many requests came from your network. Please wait %(minutes)s minutes and try again.",
        "minutes",
    )


class TooManyCodes(TooManyRequests):
    """Codes were asked for, or tried, too often for one address; by whom is not known."""

    code = "too_many_codes"
    message = ngettext_lazy(
        "Too many codes were asked for or typed in for this address. Codes work again in %(minutes)s minute. "
        "If you have a passkey or another way to sign in, it works at once.",
        "Too many codes were asked for or typed in for this address. Codes work again in %(minutes)s minutes. "
        "If you have a passkey or another way to sign in, it works at once.",
        "minutes",
    )


class ProofNotValid(Refusal):
    """The proof of work that keeps robots away is missing, forged, too old or was used before."""

    code = "proof_not_valid"
    status = 403
    message = _("The check against robots has run out. Please send it again.")


class BadRequest(Refusal):
    """The request can't be read."""

    code = "bad_request"
    status = 400
    message = _("The request can't be read: %(problem)s")


class RequestTooLarge(Refusal):
    """More bytes than any comment or article needs; they are not read."""

    code = "request_too_large"
    status = 413
    message = _("The request is too large. Please shorten it.")


class UnsupportedMediaType(Refusal):
    """Another content type than the form's or JSON."""

    code = "unsupported_media_type"
    status = 415
    message = _("Please send application/x-www-form-urlencoded (the form) or application/json (the API).")


class BadArticle(Refusal):
    """What came is not an article that can be taken in."""

    code = "bad_article"
    status = 422
    message = _("The article can't be taken in: %(problem)s")


class KeyNotValid(Refusal):
    """No API key, an unknown one or a revoked one."""

    code = "key_not_valid"
    status = 401
    message = _("This needs a valid API key: send the header “Authorization: Bearer KEY”.")


class SessionEnded(Refusal):
    """The reader's token is unknown, forged, out of date, or of another site."""

    code = "session_ended"
    status = 401
    message = _("You are no longer signed in. Please sign in again.")


class ReaderBlocked(Refusal):
    """The newsroom takes nothing more from this reader."""

    code = "reader_blocked"
    status = 403
    message = _("The newsroom has blocked this account. You can read, but not write.")


class ReaderBlockedUntil(ReaderBlocked):
    """Blocked for a time; told in the site's own time."""

    message = _("The newsroom has blocked this account until %(until)s. Until then you can read, but not write.")


class EmailNotValid(Refusal):
    """Not an address that mail can be sent to."""

    code = "email_not_valid"
    status = 422
    message = _("This is not an e-mail address. Please check it.")


class SignInNeeded(Refusal):
    """The site takes comments from known readers only."""

    code = "sign_in_needed"
    status = 401
    message = _("Please sign in to write here.")


class CodeNotValid(Refusal):
    """Wrong, run out, used, tried too often, or never sent: which of them is not told."""

    code = "code_not_valid"
    status = 403
    message = _("This code does not hold. Please check it, or ask for a new one.")


class NameEmpty(Refusal):
    """Nothing in the name can be seen."""

    code = "name_empty"
    status = 422
    message = _("Please write a name.")


class UnknownChoice(Refusal):
    """A value that is none of those there are."""

    code = "unknown_choice"
    status = 422
    message = _("%(field)s can only be one of: %(known)s.")


class SsoForged(Refusal):
    """No key of the site signed this token, or it is no token at all."""

    code = "sso_forged"
    status = 401
    message = _("The publication's own sign-in could not be verified.")


class SsoExpired(Refusal):
    """The token's time is over, or the publisher's clock is behind."""

    code = "sso_expired"
    status = 401
    message = _("The publication's own sign-in has run out. Please reload the page.")


class SsoNotYetValid(Refusal):
    """The token is from the future: the publisher's clock is ahead."""

    code = "sso_not_yet_valid"
    status = 401
    message = _("The publication's own sign-in does not hold yet; its clock may be wrong. Please try again later.")


class SsoWrongSite(Refusal):
    """The token is for another audience."""

    code = "sso_wrong_site"
    status = 401
    message = _("This sign-in is not for %(site)s.")


class SsoUsed(Refusal):
    """The token was used before."""

    code = "sso_used"
    status = 401
    message = _("This sign-in was used before. Please reload the page.")


class SsoIncomplete(Refusal):
    """A claim is missing or can't be read."""

    code = "sso_incomplete"
    status = 422
    message = _("The publication's own sign-in lacks %(claim)s.")


class SsoLivesTooLong(Refusal):
    """The token would hold for longer than is safe."""

    code = "sso_lives_too_long"
    status = 422
    message = _("The publication's own sign-in would hold for more than %(minutes)s minutes.")


class SignInFailed(Refusal):
    """The provider did not vouch for the reader, or the answer is not to a question of this browser."""

    code = "sign_in_failed"
    status = 403
    message = _("Signing in did not work. Please try again.")


class ProviderNotUsable(Refusal):
    """What is found at the issuer's address is no OpenID provider that can be used."""

    code = "provider_not_usable"
    status = 422
    message = _("This OpenID provider can't be used: %(problem)s")


class PasskeyNotValid(Refusal):
    """Unknown, of another site, or not the answer to our challenge."""

    code = "passkey_not_valid"
    status = 403
    message = _("This passkey does not hold here. Please sign in another way.")


class PasskeyTooLate(Refusal):
    """A passkey is added or removed only soon after a sign-in."""

    code = "passkey_too_late"
    status = 403
    message = _("To change your passkeys, please sign in again first.")
