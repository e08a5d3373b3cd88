"""What groups may do: trainers write, translators translate, Wagtail's editors write models."""

from collections.abc import Iterable
from itertools import product

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

TRAINERS = "Trainers"
TRANSLATORS = "Translators"
PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
# Of Wagtail's own models: it asks there. A film of a lesson is a document, and so are its captions.
FILE_RIGHTS = (
    *("add_image", "change_image", "choose_image"),
    *("add_document", "change_document", "choose_document"),
)
CERTIFICATE_RIGHTS = ("change_certificate",)
REPORT_RIGHTS = ("view_errorreport", "change_errorreport")
LEARNER_RIGHTS = ("issue_learner_codes",)
MARKING_RIGHTS = ("add_correction",)
COURSE_RIGHTS = (
    "manage_enrolment",
    "transfer_course",
    *(f"{deed}_learningpath" for deed in ("add", "change", "delete", "view")),
)
GLOSSARY_RIGHTS = ("add_term", "change_term")
EDITORS, MODERATORS = "Editors", "Moderators"
DRAFT_RIGHTS = ("add_modeldraft", "change_modeldraft", "delete_modeldraft", "change_modeltexts")
PUBLISH_RIGHTS = ("add_publishedmodel",)


def establish(*, pages: Iterable[Page]) -> Group:
    """Give the group its rights over `pages`, the images and the documents; safe to repeat."""
    group, _ = Group.objects.get_or_create(name=TRAINERS)
    wanted = (
        "access_admin",
        *REPORT_RIGHTS,
        *LEARNER_RIGHTS,
        *CERTIFICATE_RIGHTS,
        *COURSE_RIGHTS,
        *MARKING_RIGHTS,
        *GLOSSARY_RIGHTS,
    )
    general = Permission.objects.filter(codename__in=wanted)
    group.permissions.add(*general)
    rights = Permission.objects.filter(codename__in=PAGE_RIGHTS)
    for page, right in product(pages, rights):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)
    collection = Collection.get_first_root_node()
    for right in Permission.objects.filter(codename__in=FILE_RIGHTS):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=right
        )
    return group


def establish_translators(*, pages: Iterable[Page]) -> None:
    """Give each language a group whose members translate below its course index, and nothing else.

    Safe to repeat. An administrator puts people into it; who may publish is for her to narrow.
    """
    rights = Permission.objects.filter(codename__in=PAGE_RIGHTS)
    for page in pages:
        group, _ = Group.objects.get_or_create(name=f"{TRANSLATORS} ({page.locale.language_code})")
        group.permissions.add(*Permission.objects.filter(codename="access_admin"))
        for right in rights:
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)


def let_editors_write_models() -> None:
    """Let Wagtail's editors draft maturity models, and its moderators publish them as well.

    Safe to repeat; a right that was taken from a group comes back, so take the group instead.
    """
    for name, rights in ((EDITORS, DRAFT_RIGHTS), (MODERATORS, DRAFT_RIGHTS + PUBLISH_RIGHTS)):
        group, _ = Group.objects.get_or_create(name=name)
        wanted = Permission.objects.filter(codename__in=("access_admin", *rights))
        group.permissions.add(*wanted)
