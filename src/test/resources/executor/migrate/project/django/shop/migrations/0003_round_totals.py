from django.db import migrations


def round_totals(apps, schema_editor):
    for order in apps.get_model("shop", "Order").objects.all():
        order.total = round(order.total)
        order.save()


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_currency")]
    operations = [migrations.RunPython(round_totals)]
