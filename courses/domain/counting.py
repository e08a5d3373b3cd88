"""How many people an institution is told of: from five on, in steps of five, once a month.

A coordinator knows who is in the institution. So a number must not tell what one of them does:
neither by being small, nor by leaving few others, nor by its difference to another number.

- With fewer than ten members nothing is counted: five who did would leave too few who did not.
- Fewer than five are "fewer than five", whether none or four.
- From five on a number is rounded down to a multiple of five. Two numbers that are told thus differ
  by a multiple of five; what lies between them is five people who may be any, or nobody at all.
- It never says more than the members less five: that all did something is not told.
- It is made once a month and kept. Who looks again next day, or takes a role away meanwhile, sees
  the same number.
"""

STEP = 5
FEWEST_MEMBERS = 2 * STEP


def told(count: int, members: int) -> int | None:
    """Return the number that is told: a multiple of five, 0 for fewer; None where none is.

    >>> told(7, 30), told(4, 30), told(12, 13), told(6, 8)
    (5, 0, 5, None)
    """
    if members < FEWEST_MEMBERS:
        return None
    return min(_down(count), _down(members - STEP))


def _down(count: int) -> int:
    return count // STEP * STEP
