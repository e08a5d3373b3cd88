"""Requests for a new institution: asked for by a person, opened or declined by administrators."""

import uuid
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.people import audit, choices, roles, services
from cms.people.models import Institution, InstitutionRequest, User

State = InstitutionRequest.State


@transaction.atomic
def ask(
    *,
    user: User,
    name: str,
    country: str,
    kind: str,
    function: str,
    reasons: str,
    website: str = "",
) -> InstitutionRequest:
    """Ask for an institution to be opened, and write to the administrators that somebody did.

    Refused while another request of this person waits, and for an account without e-mail, as
    its person would be coordinator. An unknown state is a ValidationError.
    """
    choices.validate_state(country, fictional=Institution.demonstrates())
    if not user.takes_mail:
        raise services.Refused(
            _(
                "Whoever asks for an institution becomes its coordinator and needs an e-mail "
                "address. Add one on the page of your account, then come back."
            )
        )
    try:
        with transaction.atomic():
            request = InstitutionRequest.objects.create(
                requested_by=user,
                name=name,
                country=country,
                kind=Institution.Kind(kind),
                website=website,
                function=function,
                reasons=reasons,
            )
    except IntegrityError as waiting:
        raise services.Refused(
            _("A request of yours is waiting already. You get a letter when it is decided.")
        ) from waiting
    _record(user, request, "institution.requested")
    _tell_administrators(request)
    return request


def waiting(user: User) -> InstitutionRequest | None:
    """Return the request of this person that nobody has decided yet."""
    return InstitutionRequest.objects.filter(requested_by=user, state=State.OPEN).first()


@transaction.atomic
def open_institution(*, actor: User, request_id: uuid.UUID, verification: str) -> Institution:
    """Open what was asked for, with the note on how it was verified; the person coordinates it.

    Only an administrator of the site may, else PermissionDenied. Refused where the note is empty,
    the request is decided, or its person has no account any more. The person gets a letter.
    """
    request = _undecided(actor, request_id)
    if not verification.strip():
        raise services.Refused(_("Write down how you have verified the institution."))
    person = request.requested_by
    if person is None or not person.is_active:
        raise services.Refused(
            _("The account of the person who asked is closed. Decline the request.")
        )
    institution = _institution(actor, request, person)
    services.add_member(actor=actor, institution=institution, user=person, role=roles.COORDINATOR)
    _decide(
        actor, request, State.OPENED, verification=verification.strip(), institution=institution
    )
    link = settings.BASE_URL + reverse("people:team", args=[institution.pk])
    _tell(person, "opened", request, link_url=link)
    return institution


@transaction.atomic
def decline(*, actor: User, request_id: uuid.UUID, answer: str) -> None:
    """Decline what was asked for with a sentence that is mailed; raises as `open_institution`."""
    request = _undecided(actor, request_id)
    if not answer.strip():
        raise services.Refused(_("Write the sentence that the person will read."))
    _decide(actor, request, State.DECLINED, answer=answer.strip())
    _record(actor, request, "institution.declined")
    if request.requested_by and request.requested_by.is_active:
        _tell(request.requested_by, "declined", request, answer=answer.strip())


def twins(request: InstitutionRequest) -> list[Institution]:
    """Return the institutions of the same country that go by this name in some language.

    For administrators only: nobody else may learn from it which institutions exist.
    """
    wanted = _plain(request.name)
    there = Institution.objects.filter(country=request.country)
    if request.institution_id:
        there = there.exclude(pk=request.institution_id)
    return [one for one in there if wanted in {_plain(one.name), *map(_plain, one.names.values())}]


def _plain(name: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in name.casefold()).split())


def _undecided(actor: User, request_id: uuid.UUID) -> InstitutionRequest:
    if not (actor.is_active and actor.is_superuser):
        raise PermissionDenied
    rows = InstitutionRequest.objects.select_for_update(of=("self",))
    request = rows.select_related("requested_by").get(pk=request_id)
    if request.state != State.OPEN:
        raise services.Refused(_("This request has been decided meanwhile."))
    return request


def _institution(actor: User, request: InstitutionRequest, person: User) -> Institution:
    spoken = person.preferred_language
    try:
        return services.create_institution(
            actor=actor,
            name=request.name,
            country=request.country,
            kind=request.kind,
            languages=[spoken] if spoken else [],
            time_zone=person.time_zone,
        )
    except ValidationError as changed:
        raise services.Refused(" ".join(changed.messages)) from changed


def _decide(actor: User, request: InstitutionRequest, state: str, **values: Any) -> None:
    decided = {"state": state, "decided_by": actor, "decided_at": timezone.now(), **values}
    for field, value in decided.items():
        setattr(request, field, value)
    request.save(update_fields=list(decided))


def _record(actor: User, request: InstitutionRequest, verb: str) -> None:
    detail = {"country": request.country, "kind": request.kind}
    audit.record(actor=actor, verb=verb, subject=request, detail=detail)


def _tell(person: User, what: str, request: InstitutionRequest, **more: str) -> None:
    words = {"user": person, "name": request.name, **more}
    get_adapter().send_mail(f"people/email/institution_{what}", person.email, words)


def _tell_administrators(request: InstitutionRequest) -> None:
    """Write that somebody asked, and where to read it; the reasons stay on that page."""
    link = settings.BASE_URL + reverse("institution-requests:edit", args=[request.pk])
    words = {"name": request.name, "country": request.country, "link": link}
    if settings.CONTACT_EMAIL:
        to = {settings.CONTACT_EMAIL: {"language": settings.LANGUAGE_CODE}}
    else:
        administrators = User.objects.filter(is_superuser=True, is_active=True)
        to = {one.email: {"user": one} for one in administrators}
    for address, reader in to.items():
        get_adapter().send_mail("people/email/institution_requested", address, {**words, **reader})
