import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0013_comment_site")]

    operations = [
        migrations.AlterField(
            model_name="comment",
            name="site",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comments",
                to="comments.site",
            ),
        ),
        migrations.RemoveIndex(model_name="comment", name="comment_queue"),
        migrations.RemoveIndex(model_name="comment", name="comment_newest"),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("status", "pending")), fields=["site", "submitted_at", "id"], name="comment_queue"
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("status", "pending")),
                fields=["site", "recommendation", "language", "status", "id"],
                name="comment_tally",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["site", "-decided_at", "-id"],
                name="comment_newest",
            ),
        ),
    ]
