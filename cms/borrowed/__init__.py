"""Words of Wagtail on the daily screens of trainers that it has not in every language.

They stand here so that `make messages` collects them. Nobody imports them: our catalogues come
before those of Wagtail, which looks its own words up in them. Take out what it has by itself.
"""
