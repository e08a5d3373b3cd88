"""Ids of modules, lessons and quizzes: made where nobody gives one, within their course."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

ONE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 60


def given(page: Any, course: str) -> str:
    """Return the id that this page has, or a free one of its course made of its slug.

    A page that was published out of a list has one in the database that its draft does not know.
    """
    kept = type(page).objects.filter(pk=page.pk).values_list("content_id", flat=True).first()
    return kept or free(type(page), course, page.slug or page.title)


def free(kind: Any, course: str, slug: str) -> str:
    """An id of this course that no page of this kind has, in any language."""
    name = slugify(slug).replace("_", "-")[: LONGEST - 4].strip("-")
    wanted = f"{course}/{name or kind._meta.model_name}"
    near = kind.objects.filter(content_id__startswith=wanted)
    taken = set(near.values_list("content_id", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(one for one in numbered if one not in taken)


def within(typed: str, course: str, page: Any) -> str:
    """Return a typed id as one of the course: the name alone will do.

    ValidationError for what is no id, one of another course, and one that another page has.
    """
    before, _slash, name = typed.rpartition("/")
    if before not in ("", course) or not ONE.fullmatch(name) or len(name) > LONGEST:
        sentence = _("Small letters, digits and hyphens, as in %(example)s.")
        raise ValidationError(sentence, params={"example": f"{course}/first-steps"})
    others = type(page).objects.filter(content_id=f"{course}/{name}").exclude(pk=page.pk)
    if page.pk:  # the translations of a page have its id, too
        others = others.exclude(translation_key=page.translation_key)
    if others.exists():
        raise ValidationError(_("Another page of this course has this id."))
    return f"{course}/{name}"
