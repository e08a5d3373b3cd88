"""Gaps in, candidate actions with their value and priority out."""
