"""What the organisation page shows: plain data, each fact with its source and date."""

from dataclasses import dataclass, field
from datetime import date

from regiowerk.common.multilingual import Labels


@dataclass(frozen=True)
class Origin:
    """Where a fact comes from. `source` is the register source's name, e.g. 'cz_res'."""

    source: str
    entry_key: str
    retrieved_on: date | None  # when we got it
    as_of: date | None  # the day the register says it is of


@dataclass(frozen=True)
class Fact:
    """`name` is a code (legal_form, identifier, address, founded …); the page words it.

    Either `text` (in `language`, '' when it is a name or number) or `labels` (per language) is set.
    What further entries tell of the same field stands with the best one's: `agreeing` as it does, `differing` not.
    """

    name: str
    text: str = ""
    language: str = ""
    labels: Labels | None = None
    code: str = ""  # scheme of an identifier, code of a legal form or status
    value: str = ""  # of an identifier, as it is compared
    origin: Origin | None = None
    agreeing: "tuple[Fact, ...]" = ()
    differing: "tuple[Fact, ...]" = ()


@dataclass(frozen=True)
class FormerName:
    """A further name, former or present; `origins` are all entries that tell it."""

    text: str
    language: str
    valid_to: str = ""
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True)
class ActivityLine:
    scheme: str
    code: str
    labels: Labels
    main: bool
    origin: Origin | None = None


@dataclass(frozen=True)
class HistoryValue:
    """What was or is said: `labels` where the field is coded, else `text` in `language`."""

    text: str
    language: str = ""
    labels: Labels | None = None
    code: str = ""


@dataclass(frozen=True)
class HistoryEvent:
    """Something that happened to an entry.

    `name` is a code: founded, dissolved, first_seen, missing, gone, former_name, or a field that changed
    (`registers.history.ChangedField`); the page words it.
    """

    name: str
    on: str  # ISO date, as exact as it is known; '' where it is not
    former: tuple[HistoryValue, ...] = ()
    present: tuple[HistoryValue, ...] = ()
    source: str = ""
    as_of: date | None = None  # the day of the data that tell it


@dataclass(frozen=True)
class OwnProduct:
    title: str
    text: str


@dataclass(frozen=True)
class OwnWords:
    """What an organisation says of itself, in one language."""

    language: str
    description: str
    products: tuple[OwnProduct, ...]
    certificates: tuple[str, ...]
    website: str
    employees: str
    updated_on: date


@dataclass(frozen=True)
class OrganisationPage:
    public_id: str
    name: str
    language: str  # of the name
    slug: str
    country: str
    kind: str
    status: str
    town: str
    nuts3: str
    latitude: float | None
    longitude: float | None
    sector: str
    facts: tuple[Fact, ...]
    former_names: tuple[FormerName, ...]
    activities: tuple[ActivityLine, ...]
    origins: tuple[Origin, ...]
    other_names: tuple[FormerName, ...] = field(default=())
    history: tuple[HistoryEvent, ...] = ()  # newest first
    own_words: OwnWords | None = None
    unshown_profiles: tuple[str, ...] = ()  # sender:id of those that linking put behind the one shown
    natural_person: bool = False
