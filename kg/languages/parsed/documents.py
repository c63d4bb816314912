"""Resolutions and agreements in Latin script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.languages.parsed.gazetteer import LatinGazetteer
from kg.languages.parsed.words import LatinWords
from kg.text.findings import Found, PaperFacts, longest

_REACH = 8
_NUMERALS = ("i", "ii", "iii", "iv")
_YEARS = range(1945, 2100)


class LatinDocuments:
    """Finds resolutions and agreements in one document."""

    def __init__(self, words: LatinWords, gazetteer: LatinGazetteer, names: list[Found]) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.starting = {f.start: f for f in sorted(names)}
        self.ending = {f.end: f for f in sorted(names)}
        self.raw = gazetteer.find(words)
        self.covered = {i for f in names for i in range(f.start, f.end)}
        self.before_head: bool = words.lexicon.tables["titles"].get("before_head", True)

    # --- resolutions -------------------------------------------------------------

    def resolutions(self) -> list[Found]:
        """Resolutions with a number, drafts, and «the resolution»."""
        words = self.words
        heads = words.phrases("documents", "resolution")
        found: list[Found] = []
        for index in range(len(words)):
            head = words.match(heads, index)
            if head and not words.dated[index] and index not in self.covered:
                found += self._resolution(index, head[0])
        return longest(found)

    def _resolution(self, index: int, end: int) -> list[Found]:
        words = self.words
        facts = PaperFacts()
        start = self._back(index, facts)
        end = self._owner_behind(end, facts)
        numbered = self._numbers(start, end, facts)
        if numbered:
            return numbered
        if end < len(words) and words.norms[end] in words.words_of("documents", "against"):
            return []
        end = self._topic(end)
        outside = words.match_back(words.phrases("documents", "outside"), start)
        alone = start == index and not facts.told
        if alone and not words.determined(outside[0] if outside else index):
            return []
        if words.norms[index].endswith("s") and alone:
            return []
        pointed = words.definite(outside[0] if outside else index)
        bare = alone and pointed
        return [Found(start, end, "Resolution", paper=replace(facts, bare=True) if bare else facts)]

    def _back(self, index: int, facts: PaperFacts) -> int:
        words = self.words
        start = index
        drafts = words.phrases("documents", "draft")
        while start > 0:
            draft = words.match_back(drafts, start)
            name = self.ending.get(start)
            if draft:
                facts.draft = True
                start = draft[0]
            elif self.before_head and name and name.type == "Organization":
                facts.owned, facts.body = True, name.key
                start = name.start
            else:
                break
        return start

    def _owner_behind(self, end: int, facts: PaperFacts) -> int:
        """«résolution du Conseil de sécurité»."""
        words = self.words
        if end < len(words) and words.norms[end] in words.words_of("documents", "of"):
            name = self.starting.get(words.skip_articles(end + 1))
            if name and name.type == "Organization":
                facts.owned, facts.body = True, name.key
                return name.end
        demonym = self.gazetteer.demonym_at(words, end)
        if demonym and not self.before_head and demonym[1].startswith("organization/"):
            facts.owned, facts.body = True, demonym[1]
            return demonym[0]
        return end

    def _numbers(self, start: int, end: int, facts: PaperFacts) -> list[Found]:
        """«1701», «2254 (2015)», «242 and 338»: one mention each."""
        words = self.words
        numbering = words.words_of("documents", "numbering")
        while end < len(words) and (words.norms[end] in numbering or words.is_quote(end)):
            end += 1
        found: list[Found] = []
        while end < len(words) and words.is_digit(end) and len(words.norms[end]) < 5:
            more = replace(facts, number=int(words.norms[end]))
            first = start if not found else end
            last = self._year(end + 1, more)
            found.append(Found(first, last, "Resolution", paper=more))
            end = last
            if end < len(words) and (words.norms[end] in words.ands or words.norms[end] == ","):
                end += 1
        return found

    def _year(self, index: int, facts: PaperFacts) -> int:
        words = self.words
        if index + 2 < len(words) and words.norms[index] == "(" and words.is_digit(index + 1):
            year = int(words.norms[index + 1])
            if year in _YEARS and words.norms[index + 2] == ")":
                facts.year = year
                return index + 3
        return index

    def _topic(self, end: int) -> int:
        """«resolution on Syria chemical arms»: up to the last noun after the name."""
        words = self.words
        if end >= len(words) or words.norms[end] not in words.words_of("documents", "topics"):
            return end
        at = words.skip_articles(end + 1)
        name = self.starting.get(at)
        if name is None:
            return end
        last = name.end
        while last < len(words) and last - end < _REACH and self._noun(last):
            last += 1
        return last

    def _noun(self, index: int) -> bool:
        words = self.words
        plain = words.is_word(index) and not words.closed(index) and not words.dated[index]
        return plain and words.pos(index) in ("NOUN", "ADJ")

    # --- agreements --------------------------------------------------------------

    def agreements(self, taken: list[Found]) -> list[Found]:
        """Agreements with a name, and those pointed at («the agreement»)."""
        words = self.words
        heads = words.phrases("documents", "agreement")
        used = {i for f in taken for i in range(f.start, f.end)}
        found = list(self._listed())
        for index in range(len(words)):
            head = words.match(heads, index)
            free = head and index not in used and not words.dated[index]
            if head and free and index not in self.covered and not words.is_verb(index):
                made = self._agreement(index, head)
                if made:
                    found.append(made)
        return longest(found)

    def _listed(self) -> Iterator[Found]:
        for found in self.raw:
            if found.type == "Agreement":
                yield Found(found.start, found.end, "Agreement", found.key)

    def _agreement(self, index: int, head: tuple[int, str]) -> Found | None:
        words = self.words
        names: list[Found] = []
        start = self._agreement_back(index, names)
        end = self._agreement_behind(head[0], names, capital=words.capital(index))
        plain = words.match(words.phrases("documents", "plain"), index) is not None
        between = self._between(end, names)
        end = between or end
        definite = words.definite(start) or words.definite(index)
        proper = end > head[0] and (words.capital(index) or words.capital(end - 1))
        if names or proper:
            indefinite = start > 0 and words.norms[start - 1] in words.indefinite
            plan = head[1] in words.words_of("documents", "plans") or " " in head[1]
            if indefinite and not (plan or between) and not self._concluded(index):
                return None
            return Found(
                start, end, "Agreement", paper=PaperFacts(names=tuple(n.key for n in names))
            )
        if start < index or end > head[0]:
            if definite:
                return Found(start, end, "Agreement", paper=PaperFacts(described=True))
            if self._concluded(index):
                return Found(start, end, "Agreement", paper=PaperFacts(local=True))
            return None
        if definite and plain:
            return Found(index, head[0], "Agreement", paper=PaperFacts(bare=True))
        return None

    def _agreement_back(self, index: int, names: list[Found]) -> int:
        words = self.words
        start = index
        adjectives = words.phrases("documents", "adjectives")
        if not self.before_head:
            return start
        while start > 0:
            name = self.ending.get(start)
            adjective = words.match_back(adjectives, start)
            capital = words.capital(start - 1) and words.capital(index)
            if name and name.type != "Person":
                names.append(name)
                start = name.start
            elif adjective or (words.norms[start - 1] in _NUMERALS and words.capital(start - 1)):
                start = adjective[0] if adjective else start - 1
            elif capital and words.is_word(start - 1) and not words.closed(start - 1):
                start -= 1
            else:
                break
        while start < index and words.norms[start] in words.words_of("documents", "of"):
            start += 1
        return start

    def _agreement_behind(self, end: int, names: list[Found], *, capital: bool) -> int:
        words = self.words
        adjectives = words.phrases("documents", "adjectives")
        links = words.words_of("documents", "agreement_links") | words.words_of("documents", "of")
        while end < len(words):
            adjective = words.match(adjectives, end)
            norm = words.norms[end]
            skipped = self._skipped(end)
            name = self.starting.get(skipped if skipped > end else -1)
            numeral = words.doc[end].text.isupper() and norm in _NUMERALS
            if adjective and not self.before_head:
                end = adjective[0]
            elif numeral:
                end += 1
            elif norm in links or skipped > end:
                at = skipped if skipped > end else end + 1
                while at < len(words) and (
                    words.norms[at] in words.articles
                    or words.norms[at] in words.words_of("documents", "said")
                    or words.is_quote(at)
                ):
                    at += 1
                name = self.starting.get(at)
                topic = words.match(words.phrases("documents", "subjects"), at)
                proper = capital and at < len(words) and words.capital(at) and words.is_word(at)
                if name and name.type != "Person":
                    names.append(name)
                    end = name.end
                elif topic:
                    end = topic[0]
                elif proper:
                    end = at + 1
                else:
                    break
            else:
                break
            if (
                end < len(words)
                and words.is_quote(end)
                and any(words.is_quote(i) for i in range(end - 3, end))
            ):
                end += 1
        return end

    def _between(self, end: int, names: list[Found]) -> int | None:
        """«accord entre Israël et le Soudan»: two names and nothing else."""
        words = self.words
        if end >= len(words) or words.norms[end] not in words.words_of("talks", "between"):
            return None
        one = self.starting.get(words.skip_articles(end + 1))
        if one is None or one.end >= len(words) or words.norms[one.end] not in words.ands:
            return None
        other = self.starting.get(words.skip_articles(one.end + 1))
        if other is None:
            return None
        names += [one, other]
        return other.end

    def _skipped(self, index: int) -> int:
        """Over «dit», «dits de» and quotation marks before the name of an agreement."""
        words = self.words
        said = words.words_of("documents", "said")
        while index < len(words) and (words.is_quote(index) or words.norms[index] in said):
            index += 1
            if words.norms[index - 1] in said and words.norms[index] in words.words_of(
                "documents", "of"
            ):
                index += 1
        return index

    def _concluded(self, index: int) -> bool:
        words = self.words
        start, stop = words.sentences[words.sentence_of[index]]
        concluded = words.words_of("documents", "concluded")
        near = range(max(start, index - _REACH), min(stop, index + _REACH))
        return any(words.norms[i] in concluded for i in near)
