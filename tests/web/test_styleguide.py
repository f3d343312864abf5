"""The style guide shows every component there is, and no other."""

import re

import pytest
from django.test import Client

from regiowerk.web.assets import CSS_DIR, WEB_DIR
from regiowerk.web.styleguide.catalogue import FOUNDATION, GROUPS, Component, Group
from regiowerk.web.styleguide.reading import interface, purpose

TEMPLATES = WEB_DIR / "templates"
COMPONENTS = [component for group in GROUPS for component in group.components]
TOKENS = {"colours", "type", "spacing"}
# In the head of the page, parts of another partial, or whole pages.
UNSEEN = {"alternates", "sharing", "htmx", "indexing", "error_page"}
pytestmark = pytest.mark.django_db


def test_every_stylesheet_has_an_entry_and_every_entry_a_stylesheet() -> None:
    stylesheets = {file.stem for file in (CSS_DIR / "components").glob("*.css")}
    entries = [component.name for component in COMPONENTS]
    assert sorted(entries) == sorted(stylesheets | TOKENS)


def test_every_partial_has_an_entry() -> None:
    partials = {file.stem for file in (TEMPLATES / "components").glob("[!_]*.html")}
    shown = {
        template.removeprefix("components/").removesuffix(".html")
        for component in COMPONENTS
        for template in (*component.partials, *(example.template for example in component.examples))
        if template.startswith("components/")
    }
    assert partials - shown == UNSEEN


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_every_component_says_what_it_is_for_and_what_it_takes(component: Component) -> None:
    assert len(purpose(component.name)) > 20
    for template in component.partials:
        assert interface(template), template


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_each_group_shows_its_components_in_both_languages_and_schemes(client: Client, group: Group) -> None:
    response = client.get(f"/de/styleguide/{group.name}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert '<meta name="robots" content="noindex, nofollow">' in html
    examples = sum(len(component.examples) for component in group.components)
    for language in ("de", "cs"):
        for scheme in ("light", "dark"):
            specimen = rf'<section class="specimen"\s+lang="{language}"\s+data-theme="{scheme}">'
            assert len(re.findall(specimen, html)) == examples
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert not re.search(r"\shx-(?:get|post|trigger)=", html.partition('<main id="main">')[2])


def test_the_partials_themselves_are_shown(client: Client) -> None:
    html = client.get("/fi/styleguide/search/").content.decode()
    assert "Filter anwenden" in html  # of directory/_facets.html, in German
    assert "Použít filtry" in html


def test_the_guide_is_known_to_nobody_who_does_not_ask(client: Client) -> None:
    assert "styleguide" not in client.get("/de/impressum/").content.decode()
    assert "styleguide" not in "".join(map(bytes.decode, client.get("/sitemap-pages.xml").streaming_content))
    assert client.get("/de/styleguide/nothing/").status_code == 404


def test_the_index_lists_every_component(client: Client) -> None:
    html = client.get("/en/styleguide/").content.decode()
    for component in COMPONENTS:
        assert f"#part-{component.name}" in html
    assert FOUNDATION.title in html
