"""What a name must say by law of a firm that is being wound up."""

import re

GERMAN = re.compile(r"\bi\.\s?L\.|\bin (?:Liquidation|Abwicklung)\b|\bi\.\s?Abw\.")
