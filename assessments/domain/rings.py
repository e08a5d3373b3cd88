"""What comes before what, and needs that go round in a circle."""

from collections.abc import Collection, Mapping


def in_order(needs: Mapping[str, Collection[str]]) -> list[str]:
    """Name each after all that it needs; what goes round in a circle, or waits for one, is absent.

    What is needed but has no needs of its own here is taken to be there.
    """
    waiting = {name: len(needs.keys() & set(needed)) for name, needed in needs.items()}
    after: dict[str, list[str]] = {name: [] for name in needs}
    for name, needed in needs.items():
        for one in needs.keys() & set(needed):
            after[one].append(name)
    found = [name for name, count in waiting.items() if not count]
    for name in found:  # grows while it is read
        for one in after[name]:
            waiting[one] -= 1
            if not waiting[one]:
                found.append(one)
    return found


def ring(needs: Mapping[str, Collection[str]]) -> list[str]:
    """Name in order of the alphabet those that can never come; none if there is no circle."""
    return sorted(needs.keys() - set(in_order(needs)))
