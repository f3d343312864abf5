"""The components by group, each with its examples."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regiowerk.web.styleguide import samples

Context = Callable[[str], dict[str, Any]]  # language → what the template reads


@dataclass(frozen=True)
class Example:
    """A template of the product, or mark-up below `styleguide/examples/`, with content to show."""

    title: str
    template: str
    context: Context = samples.texts
    wide: bool = False  # takes the whole width; else light and dark, German and Czech stand side by side


@dataclass(frozen=True)
class Component:
    name: str  # its stylesheet in static/css/components/, without the ending; of the foundation, its part of it
    examples: tuple[Example, ...]
    partials: tuple[str, ...] = ()  # templates whose head comments tell the interface


@dataclass(frozen=True)
class Group:
    name: str
    title: str
    components: tuple[Component, ...]


def _marked_up(name: str, *parts: str, wide: bool = False) -> Component:
    """A component of classes alone; each part is a file `NAME-PART.html`."""
    examples = (Example(part.capitalize(), f"styleguide/examples/{name}-{part}.html", wide=wide) for part in parts)
    return Component(name, tuple(examples))


FOUNDATION = Group(
    "foundation",
    "Foundation",
    (
        Component("colours", (Example("Tokens", "styleguide/examples/colours.html", samples.colours),)),
        Component("type", (Example("Steps and faces", "styleguide/examples/type.html"),)),
        Component("spacing", (Example("Steps", "styleguide/examples/spacing.html", samples.steps),)),
        Component("icon", (Example("The sprite", "styleguide/examples/icon.html", samples.icons),)),
    ),
)
NAVIGATION = Group(
    "navigation",
    "Navigation",
    (
        Component(
            "header",
            (
                Example("Wide", "components/header.html", wide=True),
                Example("Narrow: the rest behind a button", "components/header.html"),
            ),
            ("components/header.html", "components/brand.html", "components/account.html"),
        ),
        Component(
            "menu",
            (
                Example("Ten entries", "styleguide/examples/menu.html", samples.long_menu, wide=True),
                Example("Ten entries, narrow", "styleguide/examples/menu.html", samples.long_menu),
            ),
            ("components/menu.html",),
        ),
        Component(
            "languages",
            (Example("Behind the name of the present one", "styleguide/examples/languages.html"),),
            ("components/languages.html",),
        ),
        Component(
            "crumbs",
            (
                Example("Usual", "components/crumbs.html", samples.crumbs),
                Example("Long", "components/crumbs.html", samples.long_crumbs),
            ),
            ("components/crumbs.html",),
        ),
        Component(
            "pager",
            (
                Example("In the middle", "directory/_pager.html", samples.pager),
                Example("First of two", "directory/_pager.html", samples.short_pager),
            ),
            ("directory/_pager.html",),
        ),
        Component(
            "footer",
            (
                Example("Foot", "components/footer.html"),
                Example("Sources of the page", "components/attribution.html", samples.sources),
            ),
            ("components/footer.html", "components/attribution.html"),
        ),
    ),
)
SEARCH = Group(
    "search",
    "Search",
    (
        Component(
            "search-bar",
            (
                Example("Usual", "styleguide/examples/search-bar.html", samples.search, wide=True),
                Example("Unknown place", "styleguide/examples/search-bar.html", samples.unknown_place),
            ),
            ("directory/_form.html",),
        ),
        Component("combobox", (Example("Suggestions", "styleguide/examples/combobox.html"),)),
        Component(
            "facets",
            (
                Example("With choices", "directory/_facets.html", samples.facets),
                Example("Nothing to choose", "directory/_facets.html", samples.no_facets),
            ),
            ("directory/_facets.html",),
        ),
        Component(
            "chips",
            (
                Example("What is asked", "directory/_chips.html", samples.chips),
                Example("States", "styleguide/examples/chips-states.html"),
            ),
            ("directory/_chips.html",),
        ),
        Component(
            "results",
            (
                Example("Rows", "directory/_rows.html", samples.rows),
                Example("Long and bare", "directory/_rows.html", samples.odd_rows),
            ),
            ("directory/_rows.html", "directory/_row.html"),
        ),
        Component(
            "map",
            (
                Example("Results", "components/side_map.html", samples.result_map),
                Example("One organisation", "components/side_map.html", samples.one_on_a_map),
            ),
            ("components/side_map.html",),
        ),
        Component(
            "live-map",
            (Example("Before it is opened", "components/side_map.html", samples.live_map),),
            ("directory/_live_map.html",),
        ),
        Component(
            "circles",
            (Example("Counts of towns", "components/circle_map.html", samples.circle_map),),
            ("components/circle_map.html",),
        ),
    ),
)
CONTENT = Group(
    "content",
    "Content",
    (
        _marked_up("hero", "usual", wide=True),
        _marked_up("pagehead", "usual", "long", wide=True),
        _marked_up("orghead", "usual", "long", wide=True),
        _marked_up("button", "kinds", "long"),
        _marked_up("labels", "line", "long"),
        _marked_up("card", "usual", "long"),
        _marked_up("candidates", "usual", wide=True),
        _marked_up("pair", "usual", wide=True),
        _marked_up("placecard", "usual"),
        _marked_up("facts", "usual", "long"),
        _marked_up("numbers", "usual", "few"),
        _marked_up("figures", "usual", "sides"),
        _marked_up("table", "stacked", "scrolling"),
        Component(
            "bars",
            (Example("Two sides", "components/compared.html", samples.comparison),),
            ("components/compared.html",),
        ),
        Component(
            "counted",
            (
                Example("Usual", "components/counted.html", samples.counted),
                Example("Empty", "components/counted.html", samples.nothing_counted),
            ),
            ("components/counted.html",),
        ),
        Component(
            "neighbours",
            (Example("All of one side", "components/organisations.html", samples.organisations_of_one_side),),
            ("components/organisations.html",),
        ),
        Component(
            "organisations",
            (Example("Usual and long", "components/organisations.html", samples.organisations),),
            ("components/organisations.html",),
        ),
        _marked_up("timeline", "usual"),
        _marked_up("own-words", "usual"),
        _marked_up("sides", "usual", wide=True),
        _marked_up("invitations", "usual", wide=True),
        Component(
            "share",
            (Example("Usual", "directory/_page_tools.html", samples.share),),
            ("directory/_page_tools.html",),
        ),
        _marked_up("textpage", "usual"),
    ),
)
FORMS = Group(
    "forms",
    "Forms",
    (
        Component(
            "form",
            (
                Example("Fields", "styleguide/examples/form.html", samples.form),
                Example("With mistakes", "styleguide/examples/form.html", samples.form_with_mistakes),
            ),
            ("components/field.html", "components/error_summary.html"),
        ),
    ),
)
FEEDBACK = Group(
    "feedback",
    "Feedback",
    (
        Component(
            "note",
            (
                Example("Kinds", "styleguide/examples/note-kinds.html"),
                Example("After an action", "components/messages.html", samples.messages),
                Example("Nothing to say", "components/messages.html", samples.no_messages),
            ),
            ("components/messages.html",),
        ),
        Component(
            "empty",
            (Example("No results", "directory/_empty.html", samples.unknown_place),),
            ("directory/_empty.html",),
        ),
        _marked_up("progress", "under-way"),
    ),
)
GROUPS = (FOUNDATION, NAVIGATION, SEARCH, CONTENT, FORMS, FEEDBACK)
