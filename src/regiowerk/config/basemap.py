"""An operator's own ground for the map: checked at the start, and what it asks of the Content-Security-Policy."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

STYLE, TILES = "REGIOWERK_MAP_STYLE_URL", "REGIOWERK_MAP_TILES"
ATTRIBUTION, ORIGINS = "REGIOWERK_MAP_ATTRIBUTION", "REGIOWERK_MAP_ORIGINS"
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def origins(style_url: str, tiles: str, attribution: str, further: Iterable[str]) -> list[str]:
    """The origins a reader's browser asks for the ground: `https://tiles.example.org`. None without a ground.

    Raises ImproperlyConfigured for an address that cannot be one, and where tiles and style, or the attribution of
    either, do not go together.
    """
    if style_url and tiles:
        raise ImproperlyConfigured(
            f"{STYLE} and {TILES} are both set: a style brings its own tiles, so write one of them."
        )
    if (style_url or tiles) and not attribution:
        raise ImproperlyConfigured(f"{ATTRIBUTION} is missing: write who the ground of the map comes from.")
    found = [_origin(STYLE, style_url, "https://maps.example.org/style.json")] if style_url else []
    if tiles:
        if not all(part in tiles for part in ("{z}", "{x}", "{y}")):
            raise ImproperlyConfigured(f"{TILES}={tiles!r}: {{z}}, {{x}} and {{y}} are missing in it.")
        found.append(_origin(TILES, tiles, "https://tiles.example.org/{z}/{x}/{y}.png"))
    found += [_origin(ORIGINS, address, "https://fonts.example.org") for address in further]
    return list(dict.fromkeys(found))


def _origin(name: str, address: str, example: str) -> str:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or any(char in address for char in " ;,'\"") or not _is_safe(parts.scheme, host):
        raise ImproperlyConfigured(f"{name}={address!r}: write a complete address such as {example}")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port else "")


def _is_safe(scheme: str, host: str) -> bool:
    return scheme == "https" or (scheme == "http" and host in _LOCAL)
