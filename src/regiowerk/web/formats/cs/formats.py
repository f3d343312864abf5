"""Czech: spaces after the dots, which keep the date together."""

SHORT_DATE_FORMAT = "j.\xa0n.\xa0Y"
SHORT_DATETIME_FORMAT = "j.\xa0n.\xa0Y G:i"
