"""The pages that are looked at under every condition: axe, the smallest screen, text spacing, forced colours.

A new page is one line here. Words in braces are those of `known()`: `/de/verzeichnis/{firm}/`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from regiowerk.accounts.models import Account
from regiowerk.linking.judging import judge
from regiowerk.linking.models import Verdict
from regiowerk.registers.models import Run
from tests.factories.desk import waiting_pair
from tests.factories.region import LONG_NAME, organisation
from tests.multipliers.lists import matched, upload

PUBLIC = (
    "/de/",
    "/de/verzeichnis/",
    "/cs/adresar/?q=Musterbau&place=Chemnitz&radius=50&region=DED",
    "/de/verzeichnis/?area=12,50,15,52&sort=name",
    "/de/verzeichnis/?q=nichts+davon+gibt+es&region=CZ",
    "/de/verzeichnis/?q=Senzorikka&place=Nirgendwo",
    "/de/verzeichnis/{firm}/",
    "/cs/adresar/{long_name}/",
    "/de/branchen/",
    "/cs/obory/c/",
    "/fi/paikkakunnat/",
    "/de/orte/chemnitz-ded41/",
    "/pl/miejscowosci/usti-nad-labem-cz042/",
    "/de/verzeichnis/?town=DED41-chemnitz",
    "/en/about-the-data/",
    "/fi/hakemisto/?q=Senzorikka&place=Nirgendwo",
    "/pl/katalog/{czech_firm}/",
    "/de/konto/anmelden/",
    "/de/impressum/",
    "/cs/ochrana-osobnich-udaju/",
    "/fi/saavutettavuus/",
    "/pl/zglos-bariere/",
    "/de/fehler-melden/{firm}/",
    "/pl/sprzeciw/",
    "/de/widerspruch/{firm}/",
    "/de/danke/",
)
FOR_OPERATORS = (
    "/de/arbeitsbereich/laeufe/",
    "/de/arbeitsbereich/nachrichten/",
    "/cs/pracovni-plocha/behy/{run}/",
    "/de/arbeitsbereich/listen/",
    "/pl/panel/listy/{new_list}/kolumny/",
    "/cs/pracovni-plocha/seznamy/{list}/",
    "/fi/tyotila/luettelot/{list}/rivit/1/?q=Musterbau",
    "/en/workspace/lists/{list}/delete/",
    "/de/arbeitsbereich/abgleich/",
    "/cs/pracovni-plocha/parovani/{pair}/",
    "/pl/panel/uzgadnianie/rozstrzygniecia/",
    "/fi/tyotila/tarkistus/ratkaisut/{judgement}/",
)


def known() -> dict[str, str]:
    """What a page of the small region is about, by the word that stands for it in an address."""
    return {
        "firm": organisation("Erzgebirge Präzision GmbH").public_id,
        "czech_firm": organisation("Severočeská Senzorika s.r.o.").public_id,
        "long_name": organisation(LONG_NAME).public_id,
        "run": str(Run.objects.latest("pk").pk),
    }


def public_addresses() -> list[str]:
    return _filled_in(PUBLIC)


def operators_addresses() -> list[str]:
    return _filled_in(FOR_OPERATORS, lists(Account.objects.get(is_operator=True)) | pairs())


def lists(owner: Account) -> dict[str, str]:
    """A member list that is matched, and one whose columns are to be confirmed."""
    return {"list": str(matched(owner).pk), "new_list": str(upload(owner).pk)}


def pairs() -> dict[str, str]:
    """A pair that waits on the review desk, and one that is judged."""
    judged = waiting_pair("Erzgebirge Präzision GmbH", "Musterbau 1 GmbH")
    made = judge(left=judged.left_id, right=judged.right_id, verdict=Verdict.UNSURE, by="account:1")
    return {"pair": str(waiting_pair().pk), "judgement": str(made.pk)}


def _filled_in(addresses: tuple[str, ...], more: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    words = known() | dict(more)
    return [address.format(**words) for address in addresses]
