from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0011_providers_passkeys"),
    ]

    operations = [
        migrations.AddField(
            model_name="reader",
            name="block_note",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="reader",
            name="block_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("abuse", "Insults or abuse, again and again"),
                    ("threats", "Threats"),
                    ("promotion", "Promotion, again and again"),
                    ("flooding", "Floods threads"),
                    ("impersonation", "Pretends to be someone else"),
                    ("other", "Something else"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="reader",
            name="blocked_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
