"""Migrations go forward on an empty SQLite file, back again, and forward once more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("cms", "assessments", "courses", "press", "words")  # people last: everything stands on it
SCRIPT = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
before = sorted(connection.introspection.table_names())
for app in {ours!r}:
    call_command("migrate", app, "zero", verbosity=0)
between = connection.introspection.table_names()
assert not [t for t in between if t.split("_")[0] in {ours!r}], between
call_command("migrate", verbosity=0)
assert sorted(connection.introspection.table_names()) == before
"""

CURRENCY = """
import django
django.setup()
import datetime, json
from decimal import Decimal
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

def at(name):
    call_command("migrate", "assessments", name, verbosity=0)
    return MigrationExecutor(connection).loader.project_state([("assessments", name)]).apps

call_command("migrate", "people", "0006_invitations", verbosity=0)  # as of those days
apps = at("0008_plans_are_approved")
def make(kind, app="assessments", /, **fields):
    return apps.get_model(app, kind).objects.create(**fields)

house = make("Institution", "people", name="A", country="XMA")
one = make("Round", institution=house, model_slug="m", model_version=1, title="t")
frozen = {"institution": house, "content": "{}", "sha256": "0" * 64}
snapshot = make("Snapshot", round=one, **frozen)
plan = make("Plan", snapshot=snapshot, result={}, release="1", **frozen)
of = {"institution": house, "snapshot": snapshot, "base": plan}
content = json.dumps({"limits": {"people": 2}, "targets": {}})
make("PlanVariant", name="plain", content=content, **of)
make("PlanVariant", name="franc", content=content, currency="XOF", rate=Decimal("655.957"),
     rate_on=datetime.date(2026, 11, 20), **of)

def limits(apps):
    found = apps.get_model("assessments", "PlanVariant").objects.all()
    return {one.name: json.loads(one.content)["limits"] for one in found}

said = {"code": "XOF", "per_dollar": "655.957", "on": "2026-11-20"}
after = limits(at("0010_variants_without_a_currency_of_their_own"))
assert after == {"plain": {"people": 2}, "franc": {"people": 2, "currency": said}}, after
apps = at("0008_plans_are_approved")
assert limits(apps) == {"plain": {"people": 2}, "franc": {"people": 2}}
back = apps.get_model("assessments", "PlanVariant").objects.get(name="franc")
assert (back.currency, back.rate, str(back.rate_on)) == ("XOF", Decimal("655.957"), "2026-11-20")
"""

TOGETHER = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

def at(name):
    call_command("migrate", "assessments", name, verbosity=0)
    return MigrationExecutor(connection).loader.project_state([("assessments", name)]).apps

call_command("migrate", "people", "0006_invitations", verbosity=0)
apps = at("0010_variants_without_a_currency_of_their_own")
def make(kind, app="assessments", /, **fields):
    return apps.get_model(app, kind).objects.create(**fields)

house = make("Institution", "people", name="A", country="XMA")
guest = make("Institution", "people", name="B", country="XMA")
rounds = [make("Round", institution=house, model_slug="m", model_version=1, title=t) for t in "ab"]
make("Answer", round=rounds[0], indicator="i", state="level", level=2, client_id="c")
make("Change", round=rounds[0], indicator="i", client_id="c")
apps = at("0013_answers_once_per_institution")
answer = apps.get_model("assessments", "Answer").objects.get()
change = apps.get_model("assessments", "Change").objects.get()
assert answer.institution_id == change.institution_id == house.pk
assert len(set(apps.get_model("assessments", "Round").objects.values_list("occasion"))) == 2
make("Answer", round_id=rounds[0].pk, indicator="i", state="unknown", institution_id=guest.pk)
apps.get_model("assessments", "Round").objects.filter(title="b").update(state="in-review")
apps = at("0010_variants_without_a_currency_of_their_own")
back = apps.get_model("assessments", "Answer").objects.get()
assert (back.state, back.level, back.client_id) == ("level", 2, "c")
assert apps.get_model("assessments", "Round").objects.get(title="b").state == "open"
"""

ISSUERS = """
import django
django.setup()
import uuid
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

def at(name):
    call_command("migrate", "courses", name, verbosity=0)
    return MigrationExecutor(connection).loader.project_state([("courses", name)]).apps

apps = at("0001_courses_items_attempts")
apps.get_model("courses", "Certificate").objects.create(
    code="c", name="Amina", course_key=uuid.uuid4(), course_id="small", titles={"en": "Small"},
    course_version=1, hours=1, pass_mark=80)
apps = at("0002_certificates_have_issuers_and_an_end")
one = apps.get_model("courses", "Certificate").objects.get()
assert one.issued_by == {"name": "Waymark"}, one.issued_by
assert (one.issue, one.confirmed_by, one.expires_on, one.revoked_at) == (1, "", None, None)
apps = at("0001_courses_items_attempts")
assert apps.get_model("courses", "Certificate").objects.get().name == "Amina"
"""

RELEASES = """
import django
django.setup()
import uuid
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

def at(name):
    call_command("migrate", "courses", name, verbosity=0)
    return MigrationExecutor(connection).loader.project_state([("courses", name)]).apps

key = uuid.uuid4()
apps = at("0004_quizzes_have_rules")
old = apps.get_model("courses", "Certificate").objects.create(
    code="c", name="Amina", course_key=key, course_id="small", titles={"en": "Small"},
    course_version=4, hours=1, pass_mark=80)
apps = at("0005_catalogue_enrolment_releases_paths")
certificates = apps.get_model("courses", "Certificate").objects
assert certificates.get().release_id is None
release = apps.get_model("courses", "CourseRelease")(
    course_key=key, course_id="small", number=5, content={"parts": []}, sha256="0" * 64)
release.save()
certificates.create(
    code="d", name="Omar", course_key=key, course_id="small", titles={"en": "Small"},
    course_version=5, hours=1, pass_mark=80, release=release)
apps = at("0004_quizzes_have_rules")
versions = apps.get_model("courses", "Certificate").objects.values_list("code", "course_version")
assert sorted(versions) == [("c", 4), ("d", 5)], versions
"""

RESULTS = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

def at(name):
    call_command("migrate", "assessments", name, verbosity=0)
    return MigrationExecutor(connection).loader.project_state([("assessments", name)]).apps

apps = at("0019_signed_results_are_shared")
def make(kind, app="assessments", /, **fields):
    return apps.get_model(app, kind).objects.create(**fields)

house = make("Institution", "people", name="A", country="XMA")
frozen = {"institution": house, "content": "{}", "sha256": "0" * 64}
def signed(model):
    one = make("Round", institution=house, model_slug=model, model_version=1, title="t")
    return make("Snapshot", round=one, **frozen)
first, second = signed("a"), signed("b")
gone = "00000000-0000-4000-8000-000000000000"
made = {"snapshot": first, "result": {}, "release": "1", **frozen}
make("Plan", also=[str(second.pk), gone], **made)
make("Plan", **{**made, "sha256": "1" * 64})
apps = at("0020_plans_over_several_results")
further = {
    one.sha256[0]: list(one.further.values_list("pk", flat=True))
    for one in apps.get_model("assessments", "Plan").objects.all()
}
assert further == {"0": [second.pk], "1": []}, further
apps = at("0019_signed_results_are_shared")
plans = apps.get_model("assessments", "Plan").objects.values_list("sha256", "also")
assert {digest[0]: also for digest, also in plans} == {"0": [str(second.pk)], "1": []}
"""


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "script",
    [SCRIPT.format(ours=OURS), CURRENCY, TOGETHER, ISSUERS, RELEASES, RESULTS],
    ids=["all", "currency", "together", "issuers", "releases", "results"],
)
def test_migrations_are_reversible(tmp_path: Path, script: str) -> None:
    variables = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "ENV_FILE": "",
        "SECRET_KEY": "x" * 50,
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "DATA_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=variables, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
