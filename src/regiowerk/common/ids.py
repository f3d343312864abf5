"""Public ids: short, without look-alikes, for ever."""

import os
import re
from base64 import b32hexencode

# Crockford's base 32: no i, l, o, u.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_FROM_BASE32HEX = bytes.maketrans(b"0123456789ABCDEFGHIJKLMNOPQRSTUV", ALPHABET.encode())
LENGTH = 10  # 50 bits: at ten million ids a new one collides once in 10^8
PATTERN = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_public_id() -> str:
    return b32hexencode(os.urandom(10)).translate(_FROM_BASE32HEX)[:LENGTH].decode("ascii")


def is_public_id(text: str) -> bool:
    return PATTERN.fullmatch(text) is not None
