"""Models of this site for tests: people who may write them, drafts, and published ones."""

from typing import Any

from django.contrib.auth.models import Group

from assessments import services
from assessments.models import ModelDraft, PublishedModel
from cms import trainers
from cms.people.models import User
from tests.people import made as people

FRENCH = {
    "model/title": "Les bases",
    "model/scale.0": "Rien",
    "reporting/title": "Signalement",
    "reporting/question": "À qui signale-t-on ?",
    "yes-no/answers.1": "Oui",
}


def own_model(**more: Any) -> dict[str, Any]:
    """A small model with factors, a named scale, a condition and bands of the score."""
    levels = ["None is seen.", "It is begun.", "It is done."]
    return {
        "id": "basics",
        "version": 1,
        "title": "Basics",
        "summary": "Three questions.",
        "notice": "Our own; no audit.",
        "source_language": "en",
        "gate": "mean",
        "scale": ["Nothing", "Begun", "Done"],
        "scales": [
            {
                "id": "yes-no",
                "title": "Yes or no",
                "answers": [{"title": "No", "value": 0}, {"title": "Yes", "value": 1}],
            }
        ],
        "below": "Before the start",
        "stages": [
            {"id": "low", "title": "Low", "summary": "Some.", "at_least": "1/2"},
            {"id": "high", "title": "High", "summary": "Most.", "at_least": "3/2"},
        ],
        "dimensions": [
            {
                "id": "rules",
                "title": "Rules",
                "indicators": [_asked("law", levels=levels)],
                "factors": [
                    {
                        "id": "duties",
                        "title": "Duties",
                        "indicators": [
                            _asked("reporting", scale="yes-no"),
                            _asked(
                                "fines",
                                levels=levels,
                                depends_on={"all": [{"indicator": "reporting", "at_least": 1}]},
                            ),
                        ],
                    }
                ],
            }
        ],
        **more,
    }


def _asked(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "title": name.capitalize(), "question": f"How is {name}?", **more}


def in_group(name: str) -> User:
    """Return a person in one of Wagtail's groups that has its rights over models."""
    trainers.let_editors_write_models()
    return people.editor(Group.objects.get(name=name))


def editor() -> User:
    """Return somebody who writes drafts."""
    return in_group(trainers.EDITORS)


def moderator() -> User:
    """Return somebody who also publishes."""
    return in_group(trainers.MODERATORS)


def draft(user: User | None = None, **more: Any) -> ModelDraft:
    """Return a draft that makes sense, with a translation."""
    return services.create_draft(
        user=user or editor(), mapping=own_model(**more), translations={"fr": FRENCH}
    )


def published(**more: Any) -> PublishedModel:
    """Return a published version."""
    user = moderator()
    return services.publish(user=user, draft_id=draft(user, **more).pk)
