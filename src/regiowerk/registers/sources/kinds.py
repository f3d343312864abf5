"""What kind of organisation a name speaks of, where the register has no field for it."""

import re

from regiowerk.registers.record import OrganisationKind

# Order matters: a research institute of a university is research.
_PATTERNS: dict[str, tuple[tuple[OrganisationKind, re.Pattern[str]], ...]] = {
    "de": (
        (
            "research",
            re.compile(
                r"\b(?:forschungs(?:institut|zentrum|gesellschaft|vereinigung)|fraunhofer|leibniz-institut|max-planck)",
                re.I,
            ),
        ),
        (
            "education",
            re.compile(
                r"\b(?:hochschule|fachhochschule|universität|berufsakademie|volkshochschule|berufsschul|berufsbildungszentrum)",
                re.I,
            ),
        ),
        (
            "public",
            re.compile(r"\b(?:industrie- und handelskammer|handwerkskammer|stadtverwaltung|zweckverband)\b", re.I),
        ),
    ),
}


def kind_from_name(name: str, language: str, otherwise: OrganisationKind) -> OrganisationKind:
    for kind, pattern in _PATTERNS.get(language, ()):
        if pattern.search(name):
            return kind
    return otherwise
