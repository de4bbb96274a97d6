"""Two sites to test on, one in each direction. Run as a program on an empty, migrated data directory."""

import json
import os
from datetime import UTC, datetime
from typing import Final

ORIGIN: Final = "REJOINDER_TESTS_ORIGIN"
"""The variable that names the origin of the publisher's own pages."""

SECRETS: Final = "sso-secrets.json"
"""In the data directory: what each site's own login signs with."""
PASSWORD: Final = "correct horse battery staple"
MODERATORS: Final = (("mina@example.org", "Mina"), ("aras@example.org", "ئاراس"))
EDITOR: Final = ("edo@example.org", "Edo")

ARTICLES: Final = {
    "gazette": (
        "en",
        "pumps",
        "Three drones struck a pumping station on the Selvan river",
        [
            "SELVAN — Three drones struck a pumping station on the Selvan river before dawn on Monday, and two guards "
            "were wounded.",
            "“They will not stop until someone answers them,” said Dara Aziz, who runs the station.",
            "The council promised shelters for all nine stations last year. Two have been built.",
        ],
    ),
    "rojgar": (
        "ckb",
        "pas",
        "شەش هێڵی نوێی پاس لە سەروان دەخرێتە کار",
        [
            "سەروان — شارەوانی ڕایگەیاند کە لە سەرەتای مانگی داهاتووەوە شەش هێڵی نوێی پاس دەخرێتە کار.",
            "سەرۆکی شارەوانی گوتی: «ئەمە یەکەم هەنگاوە، نەک دوا هەنگاو.»",
        ],
    ),
}
SITE_NAMES: Final = {"gazette": "River Gazette", "rojgar": "ڕۆژگار"}


def seed() -> None:
    """Sites, an article each, two moderators and an editor of both. The machine decides nothing."""
    import django

    django.setup()
    from django.conf import settings

    from rejoinder.accounts.models import User
    from rejoinder.comments.models import Article
    from rejoinder.moderation.models import Role
    from rejoinder.moderation.services.sites import add_member, add_site
    from rejoinder.moderation.services.sso_keys import new_secret

    now, secrets = datetime.now(UTC), {}
    installation = settings.ENVIRONMENT
    users = {User.objects.create_user(email, PASSWORD, name=name): Role.MODERATOR for email, name in MODERATORS}
    users[User.objects.create_user(EDITOR[0], PASSWORD, name=EDITOR[1])] = Role.EDITOR
    for key, (language, article, title, paragraphs) in ARTICLES.items():
        site = add_site(key=key, name=SITE_NAMES[key], language=language, time_zone="Asia/Baghdad", now=now)
        site.origins = [os.environ[ORIGIN]] if ORIGIN in os.environ else []
        site.save()
        secrets[key] = new_secret(site=site, actor_name="tests", secret=installation.secret_key, now=now)
        for user, role in users.items():
            add_member(site=site, user=user, role=role, now=now)
        Article.objects.create(
            site=site,
            key=article,
            title=title,
            label=title,
            language=language,
            section="",
            paragraphs=paragraphs,
            published_at=datetime(2026, 3, 4, 6, 30, tzinfo=UTC),
        )
    (installation.data_dir / SECRETS).write_text(json.dumps(secrets))
    _propose()


def _propose() -> None:
    from dataclasses import replace

    from rejoinder.comments.models import Site
    from rejoinder.engine.guidelines import default_guidelines
    from rejoinder.moderation.services.guidelines import propose_guidelines

    site = Site.objects.get(key="gazette")
    shorter = replace(default_guidelines(), guidelines=default_guidelines().guidelines[1:])
    propose_guidelines(site=site, guidelines=shorter, source="the page of an article", now=datetime.now(UTC))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rejoinder.conf.settings")
    seed()
