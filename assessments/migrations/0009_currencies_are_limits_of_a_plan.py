"""The currency beside US dollars becomes one of the limits: a plan keeps it, a variant no more."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import migrations


def into_limits(apps: Any, schema_editor: Any) -> None:
    """Write the currency of each variant into its limits."""
    for variant in _variants(apps, schema_editor):
        if variant.currency and variant.rate and variant.rate_on:
            content = json.loads(variant.content)
            content["limits"]["currency"] = {
                "code": variant.currency,
                "per_dollar": f"{variant.rate.normalize():f}",
                "on": variant.rate_on.isoformat(),
            }
            _write(variant, content)


def out_of_limits(apps: Any, schema_editor: Any) -> None:
    """Take the currency out of the limits of each variant, back into its own columns."""
    for variant in _variants(apps, schema_editor):
        content = json.loads(variant.content)
        if "currency" not in content["limits"]:
            continue
        if named := content["limits"].pop("currency"):
            variant.currency = named["code"]
            variant.rate = Decimal(named["per_dollar"])
            variant.rate_on = date.fromisoformat(named["on"])
        _write(variant, content)


def _variants(apps: Any, schema_editor: Any) -> Any:
    model = apps.get_model("assessments", "PlanVariant")
    return model.objects.using(schema_editor.connection.alias).all()


def _write(variant: Any, content: dict[str, Any]) -> None:
    variant.content = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    variant.save()


class Migration(migrations.Migration):
    dependencies = [("assessments", "0008_plans_are_approved")]

    operations = [migrations.RunPython(into_limits, out_of_limits)]
