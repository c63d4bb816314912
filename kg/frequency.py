"""How common an Arabic word is: Zipf frequencies of folded forms (wordfreq, Speer 2022)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import wordfreq

from kg.letters import fold


@cache
def frequencies() -> Mapping[str, float]:
    """Zipf frequency of every folded Arabic word of wordfreq's large list."""
    table: dict[str, float] = {}
    # get_frequency_dict would keep a second table of the same size for good.
    for centibels, words in enumerate(wordfreq.get_frequency_list("ar", "large")):
        frequency = wordfreq.cB_to_freq(-centibels)
        for word in words:
            form = fold(word)
            table[form] = table.get(form, 0.0) + frequency
    wordfreq.get_frequency_list.cache_clear()
    for form, frequency in table.items():
        table[form] = wordfreq.freq_to_zipf(frequency)
    return table


def zipf(form: str) -> float:
    """The Zipf frequency of a folded form, 0.0 when it was never seen."""
    return frequencies().get(form, 0.0)
