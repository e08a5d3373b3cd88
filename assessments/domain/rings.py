"""Needs that go round in a circle."""

from collections.abc import Collection, Mapping


def ring(needs: Mapping[str, Collection[str]]) -> list[str]:
    """Name in order those whose needs can never all come first; none if there is no circle.

    What needs nothing that is left is taken away until nothing can be taken: the rest is a ring,
    or waits for one.
    """
    waiting = dict(needs)
    while free := [name for name, needed in waiting.items() if not waiting.keys() & set(needed)]:
        for name in free:
            del waiting[name]
    return sorted(waiting)
