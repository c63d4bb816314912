"""How fast articles are read, beside a spaCy tokenizer on the same texts in the same run.

``python benchmarks/read.py [FILE.jsonl.gz] [COUNT]``: seconds and a ratio, no judgement.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import spacy

from kg.pipeline import read_article
from kg.resources import SEEDS
from kg.text import articles


def clock(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    path = sys.argv[1] if len(sys.argv) > 1 else str(SEEDS)
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    found = [a for a in islice(articles.read([path]), count) if isinstance(a, articles.Article)]
    first = clock(lambda: read_article(found[0]))
    ours = clock(lambda: [read_article(article) for article in found])
    blank = spacy.blank("ar")
    theirs = clock(lambda: [blank(article.text) for article in found])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(found)} articles of {Path(path).name}")
    print(f"first article with start-up  {first:8.2f} s")
    print(f"all articles                 {ours:8.2f} s  ({len(found) / ours:.1f} a second)")
    print(f"spaCy's blank tokenizer      {theirs:8.2f} s  (ratio {ours / theirs:.1f})")
    print(f"memory at most               {memory:8.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
