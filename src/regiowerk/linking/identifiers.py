"""Identifiers decide before any likeness: equal means the same, different in one scheme means two.

A German register number is unique with its court and section only; its normal form holds all three
('U1206_HRB7'), so that 'HRB 7' of another court is a different one. A seat that moves to another court
gets a new number: the old and the new entry are predecessor and successor, never one.
"""

from typing import Literal, NamedTuple

Identifiers = tuple[tuple[str, str], ...]  # scheme and normalised value, valid ones only


class Decision(NamedTuple):
    """`unknown` where no scheme is on both sides; `scheme` is the one that decided."""

    verdict: Literal["same", "different", "unknown"]
    scheme: str = ""


UNKNOWN = Decision("unknown")


def decide(left: Identifiers, right: Identifiers) -> Decision:
    """Compares scheme by scheme; an equal identifier counts more than a different one."""
    if not left or not right:
        return UNKNOWN
    for scheme, value in left:
        if (scheme, value) in right:
            return Decision("same", scheme)
    schemes = {scheme for scheme, _ in right}
    different = sorted(scheme for scheme, _ in left if scheme in schemes)
    return Decision("different", different[0]) if different else UNKNOWN
