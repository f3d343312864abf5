"""Why a row was refused or taken with a doubt. The pages word the codes; the command uses these texts."""

REASONS = {
    "syntax": "the row cannot be read",
    "encoding": "the row is not in UTF-8",
    "line_too_long": "the row is longer than a register writes it",
    "cut_off": "the file ends in the middle of this entry; get it again",
    "xml_entities": "the document declares entities of its own, as no register does",
    "schema_version": "the entry is in another version of the format",
    "columns": "the row has not the columns of this register",
    "field": "a field is missing or of the wrong kind",
    "identifier": "the entry's number has not the form of this register",
    "check_digit": "the check digit of the entry's number is wrong",
    "other_register": "the entry is of another register",
    "name_unknown": "the entry has no name",
    "name_too_long": "the name is too long to be one",
    "duplicate": "the entry stands in the file a second time",
    "date": "a date is impossible and was left out",
    "amount": "an amount cannot be read and was left out",
    "legal_form": "the legal form is in no list known here and was left out",
    "other_number": "a further number of the entry is wrong and was left out",
    "activity_row": "a row of activities cannot be read",
}
LEFT_OUT = {
    "natural_person": "sole traders and other natural persons, not stored",
    "suppressed": "entries that somebody objected to",
    "other_country": "entries of countries that are not taken in",
}
