"""Which edition of PKD the codes of an entry are of, where the register does not say."""

from collections.abc import Iterable

NEW_SINCE = "2025-01-01"  # from then on new entries are made by PKD 2025; older ones are coded anew until 2026-12-31


class PkdEditions:
    """All codes of one extract are of one edition; some codes stand in one edition only.

    `only_2007` and `only_2025` are such codes, separated by blanks.
    """

    def __init__(self, only_2007: str, only_2025: str) -> None:
        self._only_2007 = frozenset(only_2007.split())
        self._only_2025 = frozenset(only_2025.split())

    def scheme(self, codes: Iterable[str], changed: str) -> str:
        """PKD2025 when a code is of that edition only, else PKD2007, of which less is concluded.

        `changed` is the day (ISO) of the last change of the entry.
        """
        found = set(codes)
        if found & self._only_2007 or changed < NEW_SINCE:
            return "PKD2007"
        return "PKD2025" if found & self._only_2025 else "PKD2007"
