"""A comment's site and what is recommended for it stand beside it. Filled in a transaction before the column is made
to need a value: PostgreSQL does not alter a table with checks outstanding.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill_site(apps: Any, _: Any) -> None:
    """Each comment has its article's site."""
    articles = apps.get_model("comments", "Article").objects.filter(pk=OuterRef("article_id"))
    apps.get_model("comments", "Comment").objects.update(site_id=Subquery(articles.values("site_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [("comments", "0012_reader_blocks")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="site",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comments",
                to="comments.site",
            ),
        ),
        migrations.AddField(
            model_name="comment", name="recommendation", field=models.CharField(blank=True, max_length=10)
        ),
        migrations.RunPython(fill_site, migrations.RunPython.noop, elidable=True),
    ]
