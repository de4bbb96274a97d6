"""REJOINDER_PAGES_URL: what it may say, and what is said of what it may not."""

from pathlib import Path

import pytest

from rejoinder.conf import environment
from rejoinder.conf.environment import BadEnvironment, read_environment
from rejoinder.publishing.bucket import Bucket


def read(tmp_path, url):
    return read_environment({"REJOINDER_DATA_DIR": str(tmp_path), "REJOINDER_PAGES_URL": url})


@pytest.mark.parametrize(
    ("url", "bucket"),
    [
        ("s3://gazette", Bucket("gazette", "", "", "")),
        ("s3://gazette/", Bucket("gazette", "", "", "")),
        ("s3://Gazette.Comments/prod/one/", Bucket("Gazette.Comments", "prod/one", "", "")),
        ("s3://gazette?region=eu-central-1", Bucket("gazette", "", "", "eu-central-1")),
        (
            "s3://gazette/prod?endpoint=http://127.0.0.1:9000/&region=x",
            Bucket("gazette", "prod", "http://127.0.0.1:9000", "x"),
        ),
    ],
)
def test_what_it_may_say(tmp_path, url, bucket):
    assert read(tmp_path, url).pages == bucket


def test_without_it_pages_lie_in_the_data_directory(tmp_path):
    assert read(tmp_path, " ").pages == Path(tmp_path)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("gazette", "names no bucket"),
        ("https://s3.example.org/gazette", "names no bucket"),
        ("s3:///prod", "names no bucket"),
        ("s3://key:SECRET@gazette", "credentials come from AWS_ACCESS_KEY_ID"),
        ("s3://gazette:9000", "holds a password or a port"),
        ("s3://gazette?SECRET", "can't be read"),
        ("s3://[gazette", "can't be read"),
        ("s3://gazette?secret_key=SECRET", "an option other than endpoint and region"),
        ("s3://gazette?endpoint=s3.example.org", "an endpoint that begins with neither"),
        ("s3://gazette/a%20b", "a prefix of other than"),
        ("s3://gazette/../b", "a prefix of other than"),
    ],
)
def test_what_it_may_not_say_is_told_without_repeating_it(tmp_path, url, said):
    with pytest.raises(BadEnvironment, match=said) as refused:
        read(tmp_path, url)
    assert "SECRET" not in str(refused.value)
    assert "it should be such as s3://bucket/prefix?endpoint=https://" in str(refused.value)


def test_what_speaks_to_a_bucket_has_to_be_installed(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "find_spec", lambda package: package == "storages" or None)
    with pytest.raises(BadEnvironment, match=r"pip install 'rejoinder\[s3\]'"):
        read(tmp_path, "s3://gazette")
    assert read(tmp_path, "").pages == Path(tmp_path)
