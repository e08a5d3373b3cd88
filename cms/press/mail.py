"""Mail of accounts: confirmation and reset leave through the outbox, in the reader's language."""

import uuid
from typing import Any

from allauth.core import context as request_context
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils import translation

from cms.people.adapter import PeopleAdapter
from cms.people.models import User
from cms.press import outbox


class AccountAdapter(PeopleAdapter):
    """Signing in, with letters that leave through the outbox."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter in the language its reader prefers; it leaves after the commit.

        A `language` in the context is the one that the sender has chosen for the reader.
        """
        language = context.get("language") or reader_language(
            context.get("user") or self._known(email)
        )
        values = {
            "email": email,
            "site_name": settings.WAGTAIL_SITE_NAME,
            **_translated(context, language),
        }
        with translation.override(language):
            request = request_context.request
            subject = render_to_string(f"{template_prefix}_subject.txt", values, request)
            text = render_to_string(f"{template_prefix}_message.txt", values, request)
        outbox.enqueue(
            # Every request for such a letter is a letter of its own: limits stand before it.
            key=f"{template_prefix}:{uuid.uuid4()}",
            to=email,
            subject=subject,
            text=text.strip() + "\n",
            language=language,
        )

    def _known(self, email: str) -> User | None:
        return User.objects.filter(email=email).first()


def write_to(*, user: User, key: str, template: str, context: dict[str, Any]) -> bool:
    """Write a letter to a person in the language she reads; tell whether one was written now.

    The same key is the same letter.

    `template` names the pair of files `<template>_subject.txt` and `<template>_message.txt`. Links
    in the context, whose names end in `_url`, are whole and lead to the page in that language.
    """
    return write_to_address(
        email=user.email,
        language=reader_language(user),
        key=key,
        template=template,
        context={"user": user, **context},
    )


def write_to_address(
    *, email: str, language: str, key: str, template: str, context: dict[str, Any]
) -> bool:
    """Write a letter to an address that may have no account, as `write_to` writes to people."""
    values = {
        "email": email,
        "language": language,
        "site_name": settings.WAGTAIL_SITE_NAME,
        **_translated(context, language),
    }
    with translation.override(language):
        subject = render_to_string(f"{template}_subject.txt", values)
        text = render_to_string(f"{template}_message.txt", values)
    text = text.strip() + "\n"
    return outbox.enqueue(key=key, to=email, subject=subject, text=text, language=language)


def reader_language(user: User | None) -> str:
    """Return the language a person reads letters in, or that of the page they are on."""
    spoken = {code for code, _name in settings.LANGUAGES}
    for wanted in (getattr(user, "preferred_language", ""), translation.get_language()):
        if wanted in spoken:
            return wanted
    return settings.LANGUAGE_CODE


def _translated(context: dict[str, Any], language: str) -> dict[str, Any]:
    """Let every link of the letter lead to its page in the letter's language."""
    return {
        name: translate_url(value, language) if name.endswith("_url") else value
        for name, value in context.items()
    }
