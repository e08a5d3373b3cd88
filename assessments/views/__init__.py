"""Pages of the assessments: they ask, the services write."""
