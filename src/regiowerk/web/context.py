"""What every template knows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from regiowerk.web import menu as menus
from regiowerk.web.languages import LanguageLink, absolute, current_language, default_language, language_links


@dataclass
class Instance:
    """The installation and the present page, worked out only where a template asks."""

    request: HttpRequest
    name: str
    operator: str

    @cached_property
    def languages(self) -> list[LanguageLink]:
        return language_links(self.request)

    @cached_property
    def menu(self) -> menus.Menu:
        user = getattr(self.request, "user", None)
        return menus.menu(
            menus.ENTRIES,
            self.place_in_menu,
            operator=bool(getattr(user, "is_operator", False)),
            signed_in=bool(getattr(user, "is_authenticated", False)),
            instance_name=self.name,
            languages=[link.name for link in self.languages],
        )

    @property
    def default_language(self) -> str:
        return default_language()

    @property
    def footer_links(self) -> list[Any]:
        """Those the operator wants in this language or in every one: `label`, `url`."""
        return [link for link in settings.FOOTER_LINKS if link.language in ("", current_language())]

    @property
    def canonical(self) -> str:
        return absolute(self.request, self.request.path)

    @property
    def address(self) -> str:
        """Of this page, with its question: what a printed page was made from."""
        return absolute(self.request, self.request.get_full_path())

    @property
    def place_in_menu(self) -> str:
        """The URL name of the page, e.g. 'directory:search'."""
        match = self.request.resolver_match
        return match.view_name if match else ""


def instance(request: HttpRequest) -> dict[str, Any]:
    return {"instance": Instance(request, settings.INSTANCE_NAME, settings.OPERATOR_NAME)}
