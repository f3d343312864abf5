"""The languages whose words are reduced to a stem, and what is particular to each."""

from typing import NamedTuple


class Language(NamedTuple):
    code: str
    stemmer: str  # name of the snowball algorithm
    marker: str  # capital letter before each stem, so that a stem never equals a word or another language's stem
    links: tuple[str, ...] = ()  # letters between the parts of a compound
    joins_words: bool = False  # whether compounds are taken apart


LANGUAGES = {
    language.code: language
    for language in (
        Language("de", "german", "D", ("s", "es", "n", "en", "er", "e"), joins_words=True),
        Language("cs", "czech", "C"),
        Language("pl", "polish", "P"),
        Language("fi", "finnish", "F", joins_words=True),
        Language("en", "english", "E"),
    )
}
