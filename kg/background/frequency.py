"""How common an Arabic word is: Zipf frequencies of folded forms (wordfreq, Speer 2022)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

from kg import cache as cached
from kg import letters
from kg.letters import fold


@cache
def frequencies() -> Mapping[str, float]:
    """Zipf frequency of every folded Arabic word of wordfreq's large list, cached once made."""
    parts = [version("wordfreq").encode(), Path(__file__).read_bytes()]
    parts.append(Path(letters.__file__).read_bytes())
    made_from = cached.digest(parts)
    content = cached.read("frequency", made_from)
    if content is None:
        content = _packed(_counted())
        cached.write("frequency", made_from, content)
    size = int.from_bytes(content[:8], "big")
    values = np.frombuffer(content[8 : 8 + 8 * size], "<f8").tolist()
    return dict(zip(content[8 + 8 * size :].decode("utf-8").split("\n"), values, strict=True))


def _packed(table: Mapping[str, float]) -> bytes:
    """The number of words, their frequencies, the words."""
    values = np.array(list(table.values()), "<f8").tobytes()
    return len(table).to_bytes(8, "big") + values + "\n".join(table).encode("utf-8")


def _counted() -> dict[str, float]:
    import wordfreq

    table: dict[str, float] = {}
    # get_frequency_dict would keep a second table of the same size for good.
    for centibels, words in enumerate(wordfreq.get_frequency_list("ar", "large")):
        frequency = wordfreq.cB_to_freq(-centibels)
        for word in words:
            form = fold(word)
            table[form] = table.get(form, 0.0) + frequency
    wordfreq.get_frequency_list.cache_clear()
    return {form: wordfreq.freq_to_zipf(frequency) for form, frequency in table.items()}


def zipf(form: str) -> float:
    """The Zipf frequency of a folded form, 0.0 when it was never seen."""
    return frequencies().get(form, 0.0)
