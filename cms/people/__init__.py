"""People: users, institutions, roles, access and the audit log."""
