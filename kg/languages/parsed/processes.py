"""Talks processes in Latin script: a noun of talks with what says which talks they are."""

from __future__ import annotations

from kg.languages.parsed.gazetteer import LatinGazetteer
from kg.languages.parsed.words import LatinWords
from kg.text.findings import Found, TalksFacts

_REACH = 16


class LatinProcesses:
    """Finds the talks processes of one document."""

    def __init__(self, words: LatinWords, gazetteer: LatinGazetteer, names: list[Found]) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.starting = {f.start: f for f in sorted(names)}
        self.ending = {f.end: f for f in sorted(names)}
        section = {
            name: words.words_of("talks", name)
            for name in ("about", "between", "where", "with", "held", "of")
        }
        self.about, self.between, self.where = (section[n] for n in ("about", "between", "where"))
        self.with_, self.held, self.of = (section[n] for n in ("with", "held", "of"))
        self.inner = words.words_of("talks", "inner")
        self.nouns = words.phrases("talks", "processes")
        self.events = words.phrases("talks", "events")
        self.adjectives = words.phrases("talks", "adjectives")
        self.round_words = words.phrases("talks", "rounds")
        self.positions = {
            name: words.phrases("talks", name) for name in ("next", "last", "current", "counted")
        }
        self.ordinals = words.phrases("numbers", "ordinals")
        self.cardinals = words.phrases("numbers", "cardinals")

    @property
    def after_head(self) -> bool:
        """Whether adjectives of nationality stand behind the noun."""
        return not self.words.lexicon.tables["titles"].get("before_head", True)

    def _process(self, index: int) -> Found | None:
        words = self.words
        head = words.match(self.nouns, index)
        if head is None or words.dated[index]:
            return None
        facts = TalksFacts(pointed=words.definite(index))
        start = self._back(index, facts)
        end, told = self._behind(head[0], facts)
        if self._meant_as_meeting(start, end):
            return None
        whole = head[0] - index > 1 and words.determined(start)
        if not (start < index or told or whole or self._pointed(index)):
            return None
        return Found(start, end, "TalksProcess", talks=facts)

    def _back(self, index: int, facts: TalksFacts) -> int:
        """Over «Darfur peace …», «six-party …», «AU-sponsored Abuja …»."""
        words = self.words
        start = index
        while start > 0 and index - start < _REACH:
            adjective = words.match_back(self.adjectives, start)
            demonym = self.gazetteer.demonym_before(words, start)
            name = self.ending.get(start)
            if adjective and not (name and name.end - name.start > start - adjective[0]):
                start = adjective[0]
                facts.described = facts.described or adjective[1]
            elif demonym and self.gazetteer.demonyms:
                facts.state = facts.state or demonym[1]
                facts.names.append(demonym[1])
                start = demonym[0]
            elif name and name.type != "Person" and words.norms[start - 1] != "'s":
                self._named(name, facts)
                start = name.start
            elif words.joined(start - 1) and start < index:
                start -= 1
            else:
                break
        while start < index and words.norms[start] in ("-", "–"):
            start += 1
        return start

    def _named(self, name: Found, facts: TalksFacts) -> None:
        if name.type == "Place":
            facts.place = facts.place or name
        elif name.type == "State":
            facts.state = facts.state or name.key
        facts.names.append(name.key)

    def _behind(self, end: int, facts: TalksFacts) -> tuple[int, bool]:
        """(end, whether it says which talks): «on Darfur», «between A and B», «in Geneva»."""
        words = self.words
        told = False
        while end < len(words):
            demonym = self.gazetteer.demonym_at(words, end)
            adjective = words.match(self.adjectives, end)
            norm = words.norms[end]
            if adjective and not words.is_verb(end):
                end, told = adjective[0], True
            elif demonym and self.after_head:
                facts.state = facts.state or demonym[1]
                facts.names.append(demonym[1])
                end, told = demonym[0], True
            elif norm in self.about or norm in self.between or self._dealing(end, facts):
                last = self._phrase(end + 1, facts)
                which = facts.names or facts.pointed or facts.described is not None
                if last == end + 1 or not which:
                    break
                end, told = last, True
            elif norm in self.of and (name := self._name_at(end + 1)):
                self._named(name, facts)
                end, told = name.end, True
            elif norm in self.where and (name := self._name_at(end + 1)) and name.type != "Person":
                further = words.norms[name.end] if name.end < len(words) else ""
                if not (told or further in self.between or further in self.about):
                    break
                self._named(name, facts)
                end = name.end
            else:
                break
        return end, told

    def _dealing(self, end: int, facts: TalksFacts) -> bool:
        """«le dialogue avec les autorités»: a track that is pointed at, with its partner."""
        words = self.words
        return words.norms[end] in self.with_ and facts.pointed and self.after_head

    def _name_at(self, index: int) -> Found | None:
        return self.starting.get(self.words.skip_articles(index))

    def _phrase(self, start: int, facts: TalksFacts) -> int:
        """The end of what talks are on or between: up to a verb, a mark or a clause."""
        words = self.words
        end = last = start
        while end < len(words) and end - start < _REACH:
            name = self.starting.get(end)
            if name:
                self._named(name, facts)
                end = last = name.end
                continue
            if not self._goes_on(end):
                break
            if self._closes(end):
                last = end + 1
            end += 1
        return last

    def _goes_on(self, index: int) -> bool:
        words = self.words
        norm = words.norms[index]
        small = norm in words.articles or norm in words.ands or norm in self.inner
        if small or norm in self.of:
            return True
        if not words.is_word(index) or words.closed(index) or words.dated[index]:
            return False
        return words.pos(index) in ("NOUN", "PROPN", "ADJ") if words.tagged else False

    def _closes(self, index: int) -> bool:
        words = self.words
        return (
            words.is_word(index)
            and words.pos(index) in ("NOUN", "PROPN")
            and not words.closed(index)
        )

    def _pointed(self, index: int) -> bool:
        """«the talks»; «Talks are …» at the beginning of a sentence."""
        words = self.words
        return words.definite(index) or (index in words.opening and words.capital(index))

    def _meant_as_meeting(self, start: int, end: int) -> bool:
        """«held talks with …» is an event, no track."""
        words = self.words
        if end < len(words) and words.norms[end] in self.with_:
            first = max(0, start - 5)
            return any(
                words.norms[i] in self.held for i in range(first, start)
            ) or not words.definite(start)
        return False
