"""The database itself refuses to change the audit log, whoever asks.

Django's querysets refuse already; this stops raw SQL and mistakes in later code. SQLite
refuses changes only: emptying a test database there is a DELETE, which PostgreSQL does by
TRUNCATE. A later migration that rebuilds the table on SQLite creates the trigger again.
"""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION people_audit_refuse() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Audit events are never changed or removed.';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER people_audit_guard BEFORE UPDATE OR DELETE ON people_auditevent
    FOR EACH ROW EXECUTE FUNCTION people_audit_refuse();
"""
POSTGRESQL_BACK = """
DROP TRIGGER people_audit_guard ON people_auditevent;
DROP FUNCTION people_audit_refuse();
"""
SQLITE = """
CREATE TRIGGER people_audit_guard BEFORE UPDATE ON people_auditevent
BEGIN
    SELECT RAISE(ABORT, 'Audit events are never changed or removed.');
END;
"""
SQLITE_BACK = "DROP TRIGGER people_audit_guard;"


def guard(apps, schema_editor):
    statement = {"postgresql": POSTGRESQL, "sqlite": SQLITE}
    schema_editor.execute(statement[schema_editor.connection.vendor], params=None)


def unguard(apps, schema_editor):
    statement = {"postgresql": POSTGRESQL_BACK, "sqlite": SQLITE_BACK}
    schema_editor.execute(statement[schema_editor.connection.vendor], params=None)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
