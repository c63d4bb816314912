"""How often each rule of reading fires, on annotated articles and on a corpus nobody tuned for.

``python benchmarks/rules.py GOLD CORPUS [--articles N] [--workers N] [--all]``: a rule is what
``kg explain`` names (language, type, construction, trigger). First the rules by language and type
with their counts, then those that fire in one sentence of the annotated articles and never in the
corpus: they may be fitted to a sentence, and are candidates for removal. A language that the
corpus has not is named apart: there it cannot tell.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kg.model.claims import Reading
from kg.pipeline import read_article

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tools.corpus import gold, gold_article, readings, some

Fired = dict[str, set[tuple[str, int]]]
"""Rule -> the sentences (article, begin) in which it fired."""


def fired(found: Iterable[Reading]) -> tuple[Fired, set[str], int]:
    """Where each rule fired; the languages, and how many articles were read."""
    made: Fired = {}
    languages: set[str] = set()
    count = 0
    for reading in found:
        count += 1
        languages.add(reading.article.language)
        for happening in reading.happenings:
            for frame in happening.frames:
                if frame.grounds:
                    sentence = (reading.article.id, frame.evidence.start)
                    made.setdefault(str(frame.grounds.rule), set()).add(sentence)
    return made, languages, count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=100_000, help="of the corpus, drawn")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="print every rule with its counts")
    options = parser.parse_args()
    seen, _, own = fired(read_article(gold_article(n, d)) for n, d in gold(options.gold).items())
    chosen = some(options.corpus, options.articles, 1)
    corpus = readings(options.corpus, only=chosen, workers=options.workers)
    wide, languages, count = fired(corpus)
    print(
        f"{own} annotated articles: {len(seen)} rules; {count} of the corpus: {len(wide)} rules\n"
    )
    _by_type(seen, wide)
    if options.all:
        print(f"\n{'rule':60}{'gold':>6}{'corpus':>8}")
        for rule in sorted(seen.keys() | wide.keys(), key=lambda r: (-len(wide.get(r, ())), r)):
            print(f"{rule:60}{len(seen.get(rule, ())):6}{len(wide.get(rule, ())):8}")
    once = sorted(rule for rule, found in seen.items() if len(found) == 1 and rule not in wide)
    told = [rule for rule in once if rule.split(".")[0] in languages]
    print(f"\n{len(told)} rules fire in one annotated sentence and never in the corpus:")
    print("\n".join(f"  {rule}  {next(iter(seen[rule]))[0]}" for rule in told) or "  none")
    rest = [rule for rule in once if rule not in told]
    print(f"\n{len(rest)} fire in one annotated sentence, of languages that the corpus has not")
    return 0


def _by_type(seen: Fired, wide: Fired) -> None:
    counts: dict[str, Counter[str]] = {}
    for name, rules in (("gold", seen), ("corpus", wide)):
        for rule, sentences in rules.items():
            language, type_, construction = rule.split(".")[:3]
            row = counts.setdefault(f"{language}.{type_}.{construction}", Counter())
            row[name] += len(sentences)
            row[f"{name} rules"] += 1
    print(f"{'language, type, construction':44}{'gold':>6}{'corpus':>8}{'triggers in corpus':>20}")
    for name, row in sorted(counts.items(), key=lambda item: (-item[1]["corpus"], item[0])):
        print(f"{name:44}{row['gold']:6}{row['corpus']:8}{row['corpus rules']:20}")


if __name__ == "__main__":
    sys.exit(main())
