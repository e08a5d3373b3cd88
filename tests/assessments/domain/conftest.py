"""The laws are tried often enough to break, and quickly enough to be run all day."""

from hypothesis import settings

settings.register_profile("domain", max_examples=40, deadline=None)
settings.load_profile("domain")
