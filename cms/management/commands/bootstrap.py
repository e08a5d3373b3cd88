"""Turn an empty database into a working site: languages, site tree, roles, shipped content.

It can be run again at any time: what is there stays, what is missing is added, shipped courses are
brought to the version on disk. No demonstration data.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import GroupPagePermission, Locale, Page, Site

from cms.models import HomePage
from courses import transfer
from courses.models import CourseIndexPage

TRAINERS = "Trainers"
TRAINER_PAGE_RIGHTS = ("add_page", "change_page", "publish_page")


class Command(BaseCommand):
    help = "Make an empty database a working site; safe to repeat."

    def handle(self, *args: object, **options: object) -> None:
        with transaction.atomic():
            locales = self.languages()
            homes = self.homes(locales)
            self.site(homes[settings.LANGUAGE_CODE])
            indexes = self.indexes(homes)
            self.trainers(indexes)
        for slug in transfer.shipped():
            transfer.import_shipped(slug=slug)
            self.stdout.write(f"Course {slug}: up to date.")
        self.stdout.write("The site is ready.")
