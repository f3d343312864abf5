"""Purpose and interface of a component, as its files say: the guide repeats nothing."""

import re

from regiowerk.web.assets import CSS_DIR, WEB_DIR

TEMPLATE_DIR = WEB_DIR / "templates"

FOUNDATION = {
    "colours": "tokens.css: grounds, inks, brand, the two sides, judgements. Every pair in use has contrast enough.",
    "type": "tokens.css and fonts.css: two faces, five steps. Numbers that are compared stand in tabular figures.",
    "spacing": "tokens.css: seven steps between things.",
}
_STYLE_HEAD = re.compile(r"/\*(.*?)\*/", re.DOTALL)
_TEMPLATE_HEAD = re.compile(r"{% comment %}\n(.*?)\n{% endcomment %}", re.DOTALL)


def purpose(name: str) -> str:
    """The head comment of its stylesheet; '' where there is none."""
    if name in FOUNDATION:
        return FOUNDATION[name]
    text = (CSS_DIR / "components" / f"{name}.css").read_text(encoding="utf-8")
    head = _STYLE_HEAD.match(text)
    return " ".join(head[1].split()) if head else ""


def interface(template: str) -> str:
    """The head comment of a partial, with its lines; '' where there is none."""
    head = _TEMPLATE_HEAD.match((TEMPLATE_DIR / template).read_text(encoding="utf-8"))
    return head[1] if head else ""
