"""What may stand in the settings of the background knowledge, ``seeds/knowledge``."""

from __future__ import annotations

from typing import Final

from kg.rulefiles.entries import Text, Words
from kg.rulefiles.tables import Records, Table
from kg.rulefiles.values import Number

CITIES: Final = Table(
    "Which cities of GeoNames the system knows",
    {
        "population": Number("least population of a city anywhere", 0),
        "near": Words("ISO codes of the states of which smaller towns are known too"),
        "near_population": Number("least population of a town there", 0),
        "famous": Number("least population of a city whose name is also an everyday word", 0),
        "everyday": Number("Zipf frequency from which a word is an everyday one", 0),
        "arabic_names": Number("how many Arabic names of a city are taken", 0),
        "never": Words("Arabic names of cities that are other words"),
    },
)
_EXCEPTION: Final = Table(
    "",
    {
        "key": Text("the thing", empty=False),
        "rule": Text("the rule that does not hold of it", empty=False),
        "reason": Text("why it is true all the same", empty=False),
    },
)
PLAUSIBLE: Final = Table(
    "What counts as plausible, and what is true all the same",
    {
        "career_years": Number("from the first day in office to the last", 0),
        "exception": Records("what is true all the same", _EXCEPTION, needed=False),
    },
)
