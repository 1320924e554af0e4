from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0003_round_totals")]
    operations = [
        migrations.AddIndex("Order", models.Index(fields=["total"], name="order_total")),
    ]
