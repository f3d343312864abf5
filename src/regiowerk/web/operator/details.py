"""Who runs the platform, as the settings say."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext


@dataclass(frozen=True)
class Operator:
    """Empty texts are details the operator has not filled in."""

    name: str
    address: tuple[str, ...]  # lines
    email: str
    phone: str
    representative: str
    register: str
    data_protection_contact: str
    data_protection_authority: str
    accessibility_date: date | None
    accessibility_authority: str

    @property
    def missing(self) -> list[str]:
        """Names of the contact details that a visitor must be able to find."""
        wanted = (
            (self.address, gettext("postal address")),
            (self.email, gettext("e-mail address")),
            (self.representative, gettext("authorised representative")),
        )
        return [name for value, name in wanted if not value]


def operator() -> Operator:
    return Operator(
        name=settings.OPERATOR_NAME,
        address=tuple(settings.OPERATOR_ADDRESS),
        email=settings.OPERATOR_EMAIL,
        phone=settings.OPERATOR_PHONE,
        representative=settings.OPERATOR_REPRESENTATIVE,
        register=settings.OPERATOR_REGISTER,
        data_protection_contact=settings.DATA_PROTECTION_CONTACT,
        data_protection_authority=settings.DATA_PROTECTION_AUTHORITY,
        accessibility_date=settings.ACCESSIBILITY_DATE,
        accessibility_authority=settings.ACCESSIBILITY_AUTHORITY,
    )
