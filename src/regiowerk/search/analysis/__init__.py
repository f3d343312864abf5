"""From a text to the terms it is found by, the same way for documents, queries and highlighting."""

from regiowerk.search.analysis import wordlists
from regiowerk.search.analysis.languages import LANGUAGES
from regiowerk.search.analysis.terms import analyse, core_key, name_key, word_terms

__all__ = ["LANGUAGES", "analyse", "core_key", "name_key", "word_terms", "wordlists"]
