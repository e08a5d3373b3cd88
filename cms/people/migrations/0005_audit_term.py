"""The guard of the audit log lets a term end: a deletion that is announced, of what is a year old.

PostgreSQL asks for both. Without the announcement, which holds for one transaction, nothing is
deleted; with it, nothing that is younger than a year, whatever the site's settings say. SQLite
guards against changes only, as before (see 0002).
"""

from django.db import migrations

POSTGRESQL = """
CREATE OR REPLACE FUNCTION people_audit_refuse() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('waymark.audit_term', true) = 'over'
        AND OLD.at < now() - interval '365 days'
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Audit events are never changed or removed.';
END;
$$ LANGUAGE plpgsql;
"""
POSTGRESQL_BACK = """
CREATE OR REPLACE FUNCTION people_audit_refuse() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Audit events are never changed or removed.';
END;
$$ LANGUAGE plpgsql;
"""


def let_terms_end(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)


def let_nothing_end(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK, params=None)


class Migration(migrations.Migration):
    dependencies = [("people", "0004_gender_if_a_person_says_it")]
    operations = [migrations.RunPython(let_terms_end, let_nothing_end)]
