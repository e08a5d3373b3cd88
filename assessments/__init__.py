"""Answers become a roadmap: models, rounds, plans and reports."""
