"""Public ids: short, without look-alikes, for ever."""

import re
import secrets

# Crockford's base 32: no i, l, o, u.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10  # 50 bits: at ten million ids a new one collides once in 10^8
PATTERN = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_public_id() -> str:
    number = secrets.randbits(LENGTH * 5)
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(0, LENGTH * 5, 5))


def is_public_id(text: str) -> bool:
    return PATTERN.fullmatch(text) is not None
