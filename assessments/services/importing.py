"""A framework from a file becomes a draft: as a whole and without a problem, or not at all."""

from assessments import imports
from assessments.models import ModelDraft
from assessments.services.drafts import ADD, create_draft, mapping_of, require
from cms.people.models import User


def import_draft(*, user: User, name: str, content: bytes) -> ModelDraft:
    """Make a draft of a file, with its translations and what was lost; return it.

    Raises PermissionDenied, imports.Unreadable with every problem at once, and Refused where
    the id or the version is taken.
    """
    require(user, ADD)
    imported = imports.read(name, content)
    return create_draft(
        user=user,
        mapping=mapping_of(imports.checked(imported)),
        translations=imported.translations,
        losses=imported.losses,
        verb="model.imported",
    )
