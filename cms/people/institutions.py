"""What an institution says of itself, its logo, and which one leads its country."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cms.people import access, audit, choices, pictures, roles, services
from cms.people.models import Institution, Logo, User


class UnfitPicture(services.Refused):
    """What was sent as a logo cannot be one."""


@dataclass(frozen=True)
class Size:
    """That an institution has a logo, and how large it is drawn."""

    width: int
    height: int
    version: int


@transaction.atomic
def describe(
    *,
    actor: User,
    institution_id: uuid.UUID,
    logo: bytes | None = None,
    remove_logo: bool = False,
    **values: Any,
) -> Institution:
    """Store what an institution says of itself; a new logo wins over taking the old one away.

    Raises PermissionDenied without MANAGE there, UnfitPicture for bytes that are no logo; then
    nothing is stored.
    """
    institution = Institution.objects.get(pk=institution_id)
    access.require(actor, roles.MANAGE, institution)
    picture = None if logo is None else _redrawn(logo)
    institution = services.update_institution(actor=actor, institution_id=institution_id, **values)
    if picture:
        drawn = {"png": picture.png, "width": picture.width, "height": picture.height}
        Logo.objects.update_or_create(institution=institution, defaults=drawn)
        _record(actor, institution, "logo.changed")
    elif remove_logo and Logo.objects.filter(institution=institution).delete()[0]:
        _record(actor, institution, "logo.removed")
    return institution


def logo_size(institution_id: uuid.UUID) -> Size | None:
    """Return the size of a logo without its bytes, or None where there is none."""
    row = Logo.objects.filter(institution=institution_id).values("width", "height", "stored_at")
    found = row.first()
    if found is None:
        return None
    return Size(found["width"], found["height"], int(found["stored_at"].timestamp()))


@transaction.atomic
def appoint_lead(*, actor: User, institution: Institution, take_over: bool = False) -> None:
    """Let this institution be the national lead of its country, one at a time.

    Only an administrator of the site may, else PermissionDenied. Where another one is, Refused,
    unless `take_over`: then that one ends in the same step, and both logs say so.
    """
    _require_administrator(actor)
    holder = lead_of(institution.country)
    if holder == institution:
        return
    if holder and not take_over:
        raise services.Refused(
            _(
                "%(name)s is the national lead of %(country)s. Tick the box that takes the lead "
                "over from it, or leave it there."
            )
            % {"name": holder.name, "country": choices.country_name(institution.country)}
        )
    if holder:
        end_lead(actor=actor, institution=holder)
    try:
        with transaction.atomic():
            _mark(institution, lead=True)
    except IntegrityError as meanwhile:
        raise services.Refused(
            _("Another institution has become the national lead meanwhile. Look again.")
        ) from meanwhile
    _record(actor, institution, "lead.appointed")


@transaction.atomic
def end_lead(*, actor: User, institution: Institution) -> None:
    """Let this institution be the national lead no longer; raises as `appoint_lead`."""
    _require_administrator(actor)
    if not Institution.objects.filter(pk=institution.pk, is_national_lead=True).exists():
        return
    _mark(institution, lead=False)
    _record(actor, institution, "lead.ended")


def lead_of(country: str) -> Institution | None:
    """Return the national lead of a country, if it has one."""
    return Institution.objects.filter(country=country, is_national_lead=True).first()


def _mark(institution: Institution, *, lead: bool) -> None:
    institution.is_national_lead = lead
    institution.save(update_fields=["is_national_lead"])


def _record(actor: User, institution: Institution, verb: str) -> None:
    audit.record(actor=actor, verb=verb, institution=institution, subject=institution)


def _require_administrator(actor: User) -> None:
    if not (actor.is_active and actor.is_superuser):
        raise PermissionDenied


def _redrawn(content: bytes) -> pictures.Picture:
    try:
        return pictures.redraw(content)
    except pictures.TooLarge as large:
        raise UnfitPicture(
            _("This picture is too large: at most 2 MB, and at most 4000 pixels on each side.")
        ) from large
    except pictures.NotAPicture as broken:
        raise UnfitPicture(
            _("This file is no picture that can be read. Send a PNG, JPEG or WebP.")
        ) from broken
