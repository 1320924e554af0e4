from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [
        migrations.AddField("Order", "currency", models.CharField(max_length=3, default="EUR")),
        migrations.RemoveField("Order", "note"),
    ]
