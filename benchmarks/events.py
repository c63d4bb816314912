"""What reading events costs beside reading names, and how it grows with the text.

``python benchmarks/events.py FILE.jsonl.gz [COUNT]``: the whole pipeline against the same without
its last component (dates and names only), each component timed in one pass, as a ratio of
throughput; then the growth exponent of the time in the length of the article (the same sentences
again and again) and in the length of a sentence (all of them made one): 1 is linear.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from math import log
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as kg does

from kg.dates import anchoring
from kg.model.claims import Article
from kg.pipeline import pipeline, tokenized
from kg.text import articles

_TIMES = (1, 2, 4, 8, 16)
_ENDS = str.maketrans(dict.fromkeys(".!?؟؛\n", "،"))


def clock(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def read(article: Article) -> dict[str, float]:
    """Seconds of each component on an article."""
    spent = {"tokens": 0.0}
    start = time.process_time()
    doc = tokenized(article, anchoring.told(article))
    spent["tokens"] = time.process_time() - start
    for name, component in pipeline(article.language).pipeline:
        spent[name] = clock(lambda component=component: component(doc))
    return spent


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The slope of the logarithms, by least squares."""
    x, y = [log(size) for size in sizes], [log(second) for second in seconds]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    top = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return top / sum((a - mean_x) ** 2 for a in x)


def growth(name: str, grown: Callable[[int], Article]) -> None:
    spent = [read(grown(times)) for times in _TIMES]
    print(f"\n{name}: the same words {', '.join(map(str, _TIMES))} times")
    for part in (*spent[0], "all"):
        seconds = [sum(s.values()) if part == "all" else s[part] for s in spent]
        row = "".join(f"{second:9.3f}" for second in seconds)
        late = exponent(_TIMES[-3:], seconds[-3:])
        print(f"  {part:16}{row}  exponent {exponent(_TIMES, seconds):.2f}, last three {late:.2f}")


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    every = (a for a in articles.read([sys.argv[1]]) if isinstance(a, Article))
    found = list(islice(every, count))
    read(found[0])
    spent = [read(article) for article in found]
    whole = sum(sum(one.values()) for one in spent)
    names = whole - sum(one[name] for one in spent for name in one if name.endswith("events"))
    words = sum(len(article.text.split()) for article in found)
    print(f"{len(found)} articles of {Path(sys.argv[1]).name}, {words} words")
    print(f"dates and names       {words / names:8.0f} words a second")
    print(f"the whole pipeline    {words / whole:8.0f} words a second")
    print(f"ratio of throughput   {names / whole:8.2f}")
    base = min((a for a in found if len(a.text.split()) > 250), key=lambda a: len(a.text))
    flat = base.text.translate(_ENDS)
    growth("article", lambda k: replace(base, text="\n".join([base.text] * k)))
    growth("sentence", lambda k: replace(base, text="، ".join([flat] * k)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
