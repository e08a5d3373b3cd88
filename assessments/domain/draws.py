"""Chance that is the same on every machine: a name in, whole numbers out.

The numbers are the output of SHAKE-256 (FIPS 202) for the name. It is defined to the bit by a
public standard, so that whoever checks a plan can draw the same numbers in any language; the
generators of programming languages promise less. Nothing here looks at a clock or keeps a state.
"""

import hashlib
import struct

STEPS = 1 << 16
"""How many numbers `fine` may draw."""


def fine(name: str, count: int) -> tuple[int, ...]:
    """Draw so many numbers from 0 to 65,535; k stands for the fraction k/65,536."""
    return struct.unpack(f">{count}H", hashlib.shake_256(name.encode()).digest(2 * count))


def coarse(name: str, count: int) -> bytes:
    """Draw so many numbers from 0 to 255; k stands for the fraction k/256."""
    return hashlib.shake_256(name.encode()).digest(count)
