"""The site as a Django app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "cms"
    verbose_name = "Site"

    def ready(self) -> None:
        # shared_task binds to the application that exists when a task is first sent
        from cms import celery, responses, tasks  # noqa: F401

        responses.connect()
        tasks.register()
