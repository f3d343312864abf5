"""What an operator may change of the look, as a visitor sees it."""

import re
from pathlib import Path

import pytest
from django.conf import Settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from regiowerk.config import appearance
from regiowerk.config import environment as env
from regiowerk.registers.models import Run
from regiowerk.web import maintenance
from regiowerk.web.assets import VENDOR_DIR
from regiowerk.web.colours import Tokens

LANGUAGES = ("de", "cs")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
FONT = b"wOF2 not really a font"
pytestmark = pytest.mark.django_db


def page(client: Client, address: str = "/de/impressum/") -> str:
    return client.get(address).content.decode()


def stylesheet(client: Client) -> str:
    found = re.search(r'<link rel="stylesheet" href="(/theme/[^"]+)">', page(client))
    assert found
    response = client.get(found[1])
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    return response.content.decode()


def test_nothing_is_served_where_nothing_is_set(client: Client) -> None:
    html = page(client)
    assert "/theme/" not in html
    assert "/static/vendor/favicon.svg" in html
    assert client.get("/theme/0/theme.css").status_code == 404


def test_hues_and_radii(client: Client, settings: Settings) -> None:
    settings.BRAND_HUE, settings.BRAND_CHROMA, settings.SIDE_HUES, settings.RADII = (
        264.0,
        0.1,
        (20.0, 300.0),
        (0.0, 6.0),
    )
    css = stylesheet(client)
    assert "@layer theme" in css
    for declaration in ("--brand-h: 264;", "--brand-c: 0.1;", "--a-h: 20;", "--b-h: 300;", "--r1: 0px;", "--r2: 6px;"):
        assert declaration in css


def test_favicon_and_sharing_picture_follow_the_hues(client: Client, settings: Settings) -> None:
    settings.SIDE_HUES = (20.0, 300.0)
    html = page(client)
    icon = re.search(r'<link rel="icon" href="(/theme/[^"]+)"', html)
    picture = re.search(r'og:image" content="http://testserver(/theme/[^"]+)"', html)
    assert icon
    assert picture
    tokens = Tokens.of_file(**{"a-h": "20", "b-h": "300"})
    assert tokens.hex("side-a-rule", dark=False) in client.get(icon[1]).content.decode()
    png = client.get(picture[1])
    assert png.headers["Content-Type"] == "image/png"
    assert png.content != (VENDOR_DIR / "share.png").read_bytes()
    assert png.content.startswith(b"\x89PNG")


def test_an_address_of_a_former_look_leads_to_the_present_one(client: Client, settings: Settings) -> None:
    settings.BRAND_HUE = 100.0
    response = client.get("/theme/0000/theme.css")
    assert response.status_code == 302
    assert "--brand-h: 100;" in client.get(response.headers["Location"]).content.decode()


def test_the_logo_takes_the_place_of_the_emblem(client: Client, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    settings.LOGO = appearance.logo("REGIOWERK_LOGO", str(tmp_path / "logo.svg"))
    settings.OPERATOR_NAME = "Wirtschaftsregion Beispiel"
    brand = re.search(r'<a class="brand".*?</a>', page(client), re.DOTALL)
    assert brand
    image = re.search(r'<img src="([^"]+)" alt="Wirtschaftsregion Beispiel">', brand[0])
    assert image
    assert "Elbe/Labe" in brand[0]
    answer = client.get(image[1])
    assert answer.content == SVG
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_fonts(client: Client, settings: Settings, tmp_path: Path) -> None:
    for weight in ("400", "700"):
        (tmp_path / f"{weight}.woff2").write_bytes(FONT)
    text = f"Beispiel Sans={tmp_path}/400.woff2:400, {tmp_path}/700.woff2:700"
    settings.FONT_TEXT = appearance.font("REGIOWERK_FONT_TEXT", text)
    css = stylesheet(client)
    assert '--font-text: "Beispiel Sans", system-ui, sans-serif;' in css
    assert css.count("@font-face") == 2
    assert "font-weight: 700;" in css
    file = re.findall(r'url\("([^"]+)"\)', css)[1]
    base = re.search(r'href="(/theme/[^"]+/)theme.css"', page(client))
    assert base
    assert client.get(base[1] + file).content == FONT
    assert 'as="font"' not in page(client)  # the usual fonts are not fetched ahead


def test_names_of_the_sides(client: Client, settings: Settings, region: list[Run]) -> None:
    settings.SIDE_NAMES = appearance.side_names("", "de=Sachsen|Nordböhmen; cs=Sasko|Severní Čechy", LANGUAGES)
    assert "Nordböhmen" in page(client, "/de/ueber-die-daten/")
    assert "Nordböhmen" in page(client, "/de/")
    assert "Severní Čechy" in page(client, "/cs/o-datech/")
    assert "Czechia" in page(client, "/en/about-the-data/")


def test_links_of_the_footer(client: Client, settings: Settings) -> None:
    links = "de:Leichte Sprache=https://example.org/leicht; Newsletter=/de/danke/"
    settings.FOOTER_LINKS = appearance.footer_links("", links, LANGUAGES)
    german, czech = page(client), page(client, "/cs/pristupnost/")
    assert '<a href="https://example.org/leicht">Leichte Sprache</a>' in german
    assert "Leichte Sprache" not in czech
    assert '<a href="/de/danke/">Newsletter</a>' in czech


def test_the_look_stays_while_the_site_is_closed(client: Client, settings: Settings, tmp_path: Path) -> None:
    settings.BRAND_HUE = 300.0
    maintenance.close_site()
    html = page(client, "/de/")
    assert "regiowerk" in html
    address = re.search(r'href="(/theme/[^"]+theme.css)"', html)
    assert address
    assert client.get(address[1]).status_code == 200


@pytest.mark.parametrize(
    ("value", "message"),
    [("361", "from 0 to 360"), ("blue", "write a number"), ("1,2", "write a number")],
)
def test_a_wrong_hue_is_told(monkeypatch: pytest.MonkeyPatch, value: str, message: str) -> None:
    monkeypatch.setenv("REGIOWERK_BRAND_HUE", value)
    with pytest.raises(ImproperlyConfigured, match=f"REGIOWERK_BRAND_HUE.*{message}"):
        env.decimal("REGIOWERK_BRAND_HUE", 0, 360)


def test_two_hues_are_wanted_for_two_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGIOWERK_SIDE_HUES", "195")
    with pytest.raises(ImproperlyConfigured, match="write 2 numbers, separated by commas, from 0 to 360"):
        env.decimals("REGIOWERK_SIDE_HUES", 2, 0, 360)
    monkeypatch.setenv("REGIOWERK_SIDE_HUES", "195, 38.5")
    assert env.decimals("REGIOWERK_SIDE_HUES", 2, 0, 360) == (195, 38.5)


def test_a_wrong_logo_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="there is no such file"):
        appearance.logo("REGIOWERK_LOGO", str(tmp_path / "none.svg"))
    for name, content, message in (
        ("logo.gif", b"GIF89a", "give an SVG or PNG file"),
        ("logo.png", SVG, "give an SVG or PNG file"),
        ("logo.svg", SVG + b" " * 300_000, "200 KB at most"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ImproperlyConfigured, match=message):
            appearance.logo("REGIOWERK_LOGO", str(tmp_path / name))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("font.woff2", "write FAMILY=FILE.woff2"),
        ('Sans";}=font.woff2', "write FAMILY=FILE.woff2"),
        ("Sans=nowhere.woff2", "there is no such file"),
        ("Sans={folder}/font.ttf", "give a WOFF2 file"),
        ("Sans={folder}/font.woff2:bold", "write the weight"),
    ],
)
def test_a_wrong_font_is_told(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "font.ttf").write_bytes(b"\0\1\0\0")
    (tmp_path / "font.woff2").write_bytes(FONT)
    with pytest.raises(ImproperlyConfigured, match=message):
        appearance.font("REGIOWERK_FONT_TEXT", text.replace("{folder}", str(tmp_path)))


def test_wrong_names_and_links_are_told() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"write LANGUAGE=SIDE A\|SIDE B"):
        appearance.side_names("REGIOWERK_SIDE_NAMES", "de=Sachsen", LANGUAGES)
    with pytest.raises(ImproperlyConfigured, match="'xx' is not among the languages"):
        appearance.side_names("REGIOWERK_SIDE_NAMES", "xx=A|B", LANGUAGES)
    with pytest.raises(ImproperlyConfigured, match="an address begins with https://"):
        appearance.footer_links("REGIOWERK_FOOTER_LINKS", "Click=javascript:alert(1)", LANGUAGES)
