"""The settings of a site: changed together or not at all, on record, and on the pages that say them."""

import pytest

from rejoinder.comments.models import Article, Site
from rejoinder.comments.origins import origin_of
from rejoinder.moderation.errors import BadSetting
from rejoinder.moderation.models import AuditEntry
from rejoinder.moderation.services.site_settings import SiteChanges, change_site
from rejoinder.publishing.services import publish


@pytest.fixture
def change(site, now):
    """Changes settings of the site."""
    return lambda **fields: change_site(site=site, changes=SiteChanges(**fields), actor_name="test", now=now)


def audited():
    return [entry.details for entry in AuditEntry.objects.filter(action="site.changed").order_by("id")]


def test_what_is_named_changes_and_is_on_record(change):
    fields = {
        "origins": ["https://Gazette.example/", "http://localhost:8080"],
        "reactions": ["thanks", "respect", "thanks"],
        "advice_share": 50,
        "guests_may_write": False,
        "promised_minutes": 30,
        "appeal_days": 7,
        "publisher_names": ["Gazette", "RG"],
    }
    row = change(**fields)
    told = {
        **fields,
        "origins": ["https://gazette.example", "http://localhost:8080"],
        "reactions": ["thanks", "respect"],
    }
    assert {name: getattr(Site.objects.get(), name) for name in told} == told
    assert audited() == [told]
    assert row.name == "River Gazette"
    change(**fields)
    change()
    assert audited() == [told], "what is so already is no change"
    assert change(promised_minutes=0).promised_minutes is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reactions": ["respect", "shout"]}, "'shout'; there are respect"),
        ({"name": " "}, "name is empty"),
        ({"origins": ["https://gazette.example/comments"]}, "https://gazette.example/comments can't be an origin"),
        ({"origins": ["*"]}, "such as https://www.example.org"),
    ],
)
def test_one_setting_that_can_t_be_changes_nothing(change, fields, words):
    with pytest.raises(BadSetting) as refused:
        change(advice_share=1, **fields)
    assert words in refused.value.text()
    assert Site.objects.get().advice_share == 100
    assert audited() == []


@pytest.mark.parametrize(("fields", "stale"), [({"name": "Gazette"}, True), ({"advice_share": 7}, False)])
def test_pages_that_say_something_else_are_made_anew(change, article, data_dir, fields, stale):
    publish(article_pk=article.pk, root=data_dir)
    change(**fields)
    assert Article.objects.stale().exists() == stale


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://www.example.org", "https://www.example.org"),
        (" HTTPS://WWW.Example.ORG:443/ ", "https://www.example.org"),
        ("http://example.org:80", "http://example.org"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:3000", "http://[::1]:3000"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("https://example.org:8443", "https://example.org:8443"),
    ],
)
def test_origins_are_those_that_browsers_send(text, expected):
    assert origin_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "*",
        "example.org",
        "//example.org",
        "ftp://example.org",
        "https://",
        "https://*.example.org",
        "https://user@example.org",
        "https://example.org/path",
        "https://example.org?x",
        "https://example.org#x",
        "https://example.org:port",
        "https://example.org:99999",
        "https://a..b",
        "https://[::1",
        "null",
        "file:///etc",
    ],
)
def test_what_is_no_origin_is_refused(text):
    with pytest.raises(ValueError):
        origin_of(text)
