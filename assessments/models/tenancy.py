"""Rows that belong to an institution: every reader comes through one of these querysets."""

from typing import Any, NoReturn

from django.contrib.auth.models import AnonymousUser
from django.db import models

from cms.people import access, roles
from cms.people.models import User


class FrozenError(TypeError):
    """Somebody tried to change or remove what was signed or issued."""


class TenantQuerySet(models.QuerySet[Any]):
    """Rows of which the institution decides who sees them."""

    def open_to(self, user: User | AnonymousUser, capability: str) -> "TenantQuerySet":
        """Keep the rows of the institutions in which this person has this capability.

        What is left out does not exist for this person: views answer 404, not 403.
        """
        return self.filter(institution__in=access.institutions(user, capability))


class ResultQuerySet(TenantQuerySet):
    """What came of a round: respondents see it only where the coordinator opens it to them."""

    # The way from a row to what its round says of that
    opened_by = "round__results_open"

    def open_to(self, user: User | AnonymousUser, capability: str) -> "ResultQuerySet":
        """Keep the rows that this person may see, as `TenantQuerySet.open_to`."""
        if capability != roles.READ:
            return super().open_to(user, capability)
        seen = models.Q(institution__in=access.institutions(user, roles.RESULTS))
        shown = models.Q(institution__in=access.institutions(user, roles.READ))
        return self.filter(seen | shown & self._opened())

    def _opened(self) -> models.Q:
        """Keep what respondents may see as well."""
        return models.Q(**{self.opened_by: True})


class RoundQuerySet(ResultQuerySet):
    """Rounds: open to their institution, and in part to those who were asked to take part."""

    opened_by = "results_open"

    def reached_by(self, user: User | AnonymousUser) -> "RoundQuerySet":
        """Keep the rounds of which this person may see at least the parts given to her.

        These are those of her institutions, and those in which one of them takes part once they
        are no draft any more.
        """
        if not user.is_authenticated:
            return self.none()
        own = models.Q(institution__in=access.institutions(user, roles.READ))
        answering = access.institutions(user, roles.ANSWER).values("pk")
        asked = self.model.objects.filter(participations__institution__in=answering)
        return self.filter(own | models.Q(pk__in=asked.exclude(state="draft").values("pk")))


class FrozenRows(models.QuerySet[Any]):
    """Rows that are written once."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: what was frozen is never changed."""
        raise FrozenError("A frozen row is never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what was frozen is never changed."""
        raise FrozenError("A frozen row is never changed.")

    def delete(self) -> NoReturn:
        """Refuse: what was frozen is not removed by a queryset."""
        raise FrozenError("A frozen row is never removed.")


class SnapshotQuerySet(ResultQuerySet, FrozenRows):
    """Signed answers: written once."""


class PlanQuerySet(ResultQuerySet, FrozenRows):
    """Plans: written once. A plan over several results is as closed as the most closed of them."""

    opened_by = "snapshot__round__results_open"

    def _opened(self) -> models.Q:
        own = models.Q(round__results_open=True, institution=models.OuterRef("institution"))
        snapshots = self.model._meta.get_field("further").related_model
        closed = snapshots.objects.filter(joined_plans=models.OuterRef("pk")).exclude(own)
        return super()._opened() & ~models.Exists(closed)


class FrozenModel(models.Model):
    """A row that is written once; its class names a queryset of FrozenRows as its manager."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; refuse to write an existing one again."""
        if not self._state.adding:
            raise FrozenError("A frozen row is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what was frozen is never removed."""
        raise FrozenError("A frozen row is never removed.")
