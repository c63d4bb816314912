"""Bodies, states and places: known names and patterns vote, context decides.

A body is a head noun with what completes it («وزارة الخارجية الروسية»), a medium a
name behind a trigger word («مراسلة الميادين»), a place a name behind its kind
(«مدينة الميادين») or a preposition; a capital that acts stands for its state.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg import knowledge
from kg.frequency import zipf
from kg.gazetteer import Gazetteer
from kg.letters import fold
from kg.words import Found, Words, longest

_REACH = 6
_SHORTEST_VERB = 4
_COMMON = 4.2
_RARE = 3.3


class NameFinder:
    """Finds bodies, states, places and media in one document."""

    def __init__(self, words: Words, gazetteer: Gazetteer) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.knowledge = knowledge.load()
        lexicon = words.lexicon
        self.heads = lexicon.words("organizations", "heads")
        self.media = lexicon.words("organizations", "media")
        self.media_kinds = frozenset(lexicon.tables["organizations"]["media_kinds"])
        self.media_words = lexicon.words("organizations", "media_words")
        self.ministries = lexicon.words("organizations", "ministries")
        self.not_alone = lexicon.words("organizations", "not_alone")
        sent = lexicon.tables["organizations"]["sent"]
        self.sent = {fold(head): frozenset(map(fold, to)) for head, to in sent.items()}
        self.purposeful = lexicon.words("organizations", "purposeful")
        self.serving = lexicon.words("organizations", "serving")
        self.groups = lexicon.words("organizations", "groups")
        self.group_words = lexicon.words("organizations", "group_words")
        self.place_heads = lexicon.words("places", "heads")
        self.kingdom = lexicon.words("places", "kingdom")
        self.monarchies = frozenset(lexicon.tables["places"]["monarchies"])
        self.territories = lexicon.words("places", "territories")
        self.acting = lexicon.words("places", "acting")
        self.outside = lexicon.words("places", "outside")
        self.inside = lexicon.words("places", "inside")
        self.local = lexicon.words("places", "local")
        self.verbish = {"past", "present", "future"}
        raw = [f for f in gazetteer.find(words.doc) if not words.dated[f.start]]
        self.known = {found.start: found for found in raw}

    def find(self) -> list[Found]:
        """Organizations, States and Places, longest first where they overlap, in text order."""
        candidates = [*self._media(), *self._bodies(), *self._places(), *self._known()]
        found = longest(candidates)
        return sorted([*found, *self._aliases(found), *self._kingdoms(found)])

    def _kingdoms(self, found: list[Found]) -> Iterable[Found]:
        """«المملكة» for the one kingdom that the text names."""
        words = self.words
        named = {f.key for f in found if f.key in self.monarchies}
        named |= {
            key
            for index in range(len(words))
            for _, key in [self.gazetteer.nationality(words.norms, index) or (0, "")]
            if key in self.monarchies
        }
        taken = {i for f in found for i in range(f.start, f.end)}
        for index in range(len(words) - 1):
            if words.norms[index] in self.kingdom and index not in taken and len(named) == 1:
                yield Found(index, index + 1, "State", next(iter(named)))

    # --- short names that the text itself gives -------------------------------------

    def _aliases(self, found: list[Found]) -> Iterable[Found]:
        """«مكتب تنسيق الشؤون الإنسانية (أوشا)»: a name in brackets, and each time it returns.

        Each carries the start token of the full name as fact ``of``.
        """
        taken = {i for name in found for i in range(name.start, name.end)}
        short: dict[str, Found] = {}
        for name in found:
            alias = self._bracketed(name.end)
            if name.type == "Organization" and alias is not None and alias not in taken:
                short.setdefault(self.words.norms[alias], name)
        for index, norm in enumerate(self.words.norms):
            if norm in short and index not in taken and self.words.is_word(index):
                facts = {"of": short[norm].start}
                yield Found(index, index + 1, "Organization", short[norm].key, facts)

    def _bracketed(self, index: int) -> int | None:
        """The single word in brackets or quotation marks at a token, None when there is none."""
        words = self.words
        open_ = index < len(words) and words.doc[index].text == "("
        start = words.skip_quotes(index + 1 if open_ else index)
        after = words.skip_quotes(start + 1)
        closed = after < len(words) and words.doc[after].text == ")"
        if start >= len(words) or not open_ or not closed:
            return None
        plain = words.is_word(start) and not words.dated[start] and not words.closed(start)
        named = self.known.get(start)
        state = named is not None and named.type in ("State", "Place", "Person")
        rare = zipf(words.norms[start]) < (_RARE if words.definite(start) else _COMMON)
        return start if plain and rare and not state else None

    # --- known names -------------------------------------------------------------

    def _known(self) -> Iterable[Found]:
        for found in self.known.values():
            if found.type == "Person":
                continue
            decided = self._decide(found)
            if decided:
                yield decided

    def _decide(self, found: Found) -> Found | None:
        """Which of a name's meanings the context allows; None when none is safe."""
        keys: tuple[str, ...] = tuple(found.facts.get("keys", (found.key,)))
        if found.end - found.start == 1 and self._describes(found.start):
            return None
        if found.type == "Organization" and self._needs_trigger(found.key):
            keys = tuple(key for key in keys if not self._needs_trigger(key))
            if not keys:
                return None
        state = next((key for key in keys if key.startswith("state/")), None)
        if state and " ".join(self.words.norms[found.start : found.end]) in self.territories:
            place = next((key for key in keys if key.startswith("place/")), None)
            return Found(found.start, found.end, "Place", place, {"state": state})
        if state:
            return Found(found.start, found.end, "State", state)
        if keys and keys[0].startswith("place/"):
            return self._place_or_state(found, keys[0])
        if found.type == "Person" or not keys:
            return None
        return Found(found.start, found.end, _type(keys[0]), keys[0])

    def _describes(self, index: int) -> bool:
        """«صحف سورية»: the name of a state that is here an adjective."""
        words = self.words
        before = index - 1
        if before < 0 or not self.gazetteer.demonym(words.norms[index]) or words.definite(index):
            return False
        noun = words.is_word(before) and not words.closed(before) and not words.is_verb(before)
        return noun and not words.definite(before) and words.bare(before) not in self.place_heads

    def _needs_trigger(self, key: str | None) -> bool:
        entity = self.knowledge.entities.get(key or "")
        return bool(entity and ("needsTrigger", "true") in entity.facts)

    def _place_or_state(self, found: Found, key: str) -> Found:
        state = self.knowledge.state_of_capital(key)
        if state and self._acts(found):
            return Found(found.start, found.end, "State", state, {"capital": key})
        return Found(found.start, found.end, "Place", key)

    def _acts(self, found: Found) -> bool:
        """A capital right after or before a verb, with no preposition, acts as its state."""
        words = self.words
        preposition = words.preposition_before(found.start)
        dealing = preposition in words.lexicon.words("places", "dealing")
        if preposition is not None and not dealing:
            return False
        before, after = found.start - 1, found.end
        if before >= 0 and words.bare(before) in self.place_heads:
            return False
        if dealing:
            return True
        if before >= 0 and (self._agrees(before) or words.bare(before) in self.acting):
            return True
        return after < len(words) and self._agrees(after) and not words.clitic[after]

    def _agrees(self, index: int) -> bool:
        """A verb, listed or by its feminine form, as towns take it («تخوفت», «تأمل»)."""
        words = self.words
        if words.is_verb(index):
            return True
        norm = words.norms[index]
        if not words.is_word(index) or words.nominal(index) or len(norm) < _SHORTEST_VERB:
            return False
        listed = norm in self.place_heads or words.closed(index) or index in self.known
        imperfect = norm.startswith(("ت", "ست")) and not norm.endswith(("ات", "ي"))
        perfect = norm.endswith("ت") and not norm.endswith("ات") and not words.definite(index)
        return (imperfect or perfect) and not listed

    # --- media -------------------------------------------------------------------

    def _media(self) -> Iterable[Found]:
        words = self.words
        for index in range(len(words)):
            if words.bare(index) in self.media and not words.clitic[index]:
                yield from self._media_at(index)

    def _media_at(self, index: int) -> Iterable[Found]:
        """The medium that a trigger word at ``index`` opens."""
        start = self._medium_start(index + 1)
        quoted = start > 0 and self.words.is_quote(start - 1)
        end = self._medium_end(start, quoted=quoted)
        if end > start:
            yield Found(start, end, "Organization", self._medium_key(start, end), {"medium": True})

    def _medium_start(self, index: int) -> int:
        words = self.words
        while index < len(words) and (
            words.norms[index] in self.media_words or words.is_quote(index)
        ):
            index += 1
        return index

    def _medium_end(self, start: int, *, quoted: bool) -> int:
        words = self.words
        if start >= len(words):
            return start
        known = self.known.get(start)
        if known and known.type == "Organization" and not self._may_publish(known.key):
            return start
        if known and known.type in ("Organization", "Place", "State"):
            if not (known.type == "State" and self._names_medium(start, known.end + 1)):
                return known.end
            return known.end + 1
        if not quoted:
            return start
        end = start
        while end < len(words) and end - start < _REACH and not words.is_quote(end):
            if not words.is_word(end):
                return start
            end += 1
        return end

    def _may_publish(self, key: str | None) -> bool:
        """Whether a known body may be a medium: its kind says so, or is not told."""
        entity = self.knowledge.entities.get(key or "")
        kind = dict(entity.facts).get("kind") if entity else None
        return kind is None or kind in self.media_kinds

    def _names_medium(self, start: int, end: int) -> bool:
        return end <= len(self.words) and self._medium_key(start, end) is not None

    def _medium_key(self, start: int, end: int) -> str | None:
        norm = " ".join(self.words.norms[start:end])
        for key in self.gazetteer.keys.get(norm, ()):
            if key.startswith("organization/"):
                return key
        return None

    # --- bodies ------------------------------------------------------------------

    def _bodies(self) -> Iterable[Found]:
        words = self.words
        for index in range(len(words)):
            if words.clitic[index] or words.dated[index]:
                continue
            norm, bare = words.norms[index], words.bare(index)
            if norm in self.ministries:
                yield from self._ministry(index)
            elif bare in self.groups:
                yield from self._group(index)
            elif bare in self.heads:
                yield from self._body(index)

    def _ministry(self, index: int) -> Iterable[Found]:
        """«الخارجية الروسية»: the ministry, unless a minister stands before it."""
        words = self.words
        end = index + 1
        state = self.gazetteer.demonym(words.norms[end]) if end < len(words) else None
        before = index - 1
        if state is None or (before >= 0 and words.lexicon.heads().match(words.norms, before)):
            return
        head = before >= 0 and words.bare(before) in self.heads
        head = head or (
            before > 0 and words.norms[before] == "و" and words.norms[before - 1] in self.ministries
        )
        if not head:
            facts = {"state": state, "ministry": words.norms[index]}
            yield Found(index, end + 1, "Organization", None, facts)

    def _titled(self, index: int) -> bool:
        """«وزراء خارجية …»: the domain of a title, not a body."""
        before = index - 1
        heads = self.words.lexicon.heads()
        return before >= 0 and heads.match([self.words.bare(before)], 0) is not None

    def _group(self, index: int) -> Iterable[Found]:
        words = self.words
        end = index + 1
        while end < len(words) and words.norms[end] in self.group_words:
            end += 1
        if end > index + 1:
            yield Found(index, end, "Organization", None)

    def _body(self, index: int) -> Iterable[Found]:
        words = self.words
        known = self.known.get(index)
        if known and known.type == "Organization":
            return
        if "ال" + words.norms[index] in self.ministries and self._titled(index):
            return
        end, facts = self.complement(index)
        if facts.get("named"):
            end = self._tail(index, end)
        if words.bare(index) in self.media:
            if any(index < medium.start < end for medium in self._media_at(index)):
                return
            facts["medium"] = True
        if end == index + 1:
            if words.definite(index) and words.bare(index) not in self.not_alone:
                yield Found(index, end, "Organization", None, {"alone": True})
            return
        if not facts.get("named") and not words.definite(index):
            return
        if words.definite(index) and not facts.get("named"):
            return
        yield Found(index, end, "Organization", None, facts)

    def complement(self, index: int) -> tuple[int, dict[str, object]]:
        """Where a noun phrase headed at ``index`` ends and which names it holds."""
        words = self.words
        end = index + 1
        facts: dict[str, object] = {}
        definite_head = words.definite(index)
        while end < len(words) and end - index <= _REACH:
            known = self.known.get(end)
            nationality = self.gazetteer.nationality(words.norms, end)
            if nationality:
                facts.setdefault("state", nationality[1])
                facts["named"] = True
                end += nationality[0]
            elif definite_head and self._called(known, index, end):
                facts["named"] = True
                return end + 1, facts
            elif known and known.type in ("State", "Organization", "Place") and not definite_head:
                if end > index + 1 and not facts.get("noun"):
                    break
                facts.setdefault("state", known.key)
                facts["named"] = True
                return known.end, facts
            elif known and known.type == "Person" and not definite_head and end == index + 1:
                facts["named"] = True
                return known.end, facts
            elif not definite_head and end == index + 1 and self._chain(end):
                end += self._chain(end)
            elif self._inner_word(end) and (not definite_head or self._adjective(end)):
                facts["noun"] = facts["named"] = not definite_head or facts.get("named", False)
                end += 1
            else:
                break
        return end, facts

    def _called(self, known: Found | None, index: int, end: int) -> bool:
        """«اللجنة الرباعية»: a body's name that describes the definite head before it."""
        single = known is not None and known.type == "Organization" and known.end == end + 1
        return single and end == index + 1 and self.words.definite(end)

    def _tail(self, index: int, end: int) -> int:
        """What a body is for, then where: «للسلام», «لتحرير السودان», «إلى ليبيا», «في اليمن»."""
        words = self.words
        opened = end + 1 < len(words) and words.norms[end] == "ل" and words.clitic[end]
        if opened and self._purposeful(index, end):
            reached = self._purpose(end + 1)
            end = end if reached == end + 1 else reached
        bare = words.bare(index)
        if end + 1 >= len(words) or bare not in self.sent:
            return end
        to = words.norms[end] in self.sent[bare]
        seat = self.known.get(end + 1)
        seated = seat and seat.type in ("State", "Place", "Organization")
        return seat.end if seat and to and seated else end

    def _purposeful(self, index: int, end: int) -> bool:
        """Whether a head takes «ل» and what it is for, also behind another body's name."""
        bare = self.words.bare(index)
        words = self.words
        named = any(
            i in self.known
            and words.bare(i) not in words.adjectives
            and not self.gazetteer.nationality(words.norms, i)
            for i in range(index + 1, end)
        )
        return bare in (self.serving if named else self.purposeful)

    def _purpose(self, index: int) -> int:
        """Where «السلام», «حقوق الإنسان», «غوث وتشغيل اللاجئين» behind «ل» ends."""
        words = self.words
        known = self.known.get(index)
        if known is not None or words.bare(index) in self.heads:
            return index
        end = index
        while end < len(words) and not words.definite(end):
            plain = words.is_word(end) and not words.closed(end) and not words.dated[end]
            after = self.known.get(end)
            if after is not None and end > index:
                return index if after.type == "Person" else after.end
            joins = words.norms[end] == "و" and words.clitic[end]
            if end - index > 2 or not (plain or joins) or words.is_verb(end):
                return index
            end += 1
        if end >= len(words) or not self._inner_word(end):
            return index
        end += 1
        while end < len(words) and self._inner_word(end) and not words.is_verb(end):
            end += 1
        return end

    def _chain(self, index: int) -> int:
        """«تحالف دعم الشرعية»: how many indefinite nouns lead to a definite one (0, 1 or 2)."""
        words = self.words
        for length in (1, 2):
            at = index + length - 1
            plain = at + 1 < len(words) and words.is_word(at) and not words.closed(at)
            if not plain or words.is_verb(at) or words.dated[at] or at in self.known:
                return 0
            if words.definite(at):
                return 0
            if self._inner_word(at + 1):
                return length
        return 0

    def _inner_word(self, index: int) -> bool:
        words = self.words
        return words.definite(index) and not words.closed(index) and not words.dated[index]

    def _adjective(self, index: int) -> bool:
        return self.words.bare(index) in self.words.adjectives

    # --- places ------------------------------------------------------------------

    def _places(self) -> Iterable[Found]:
        words = self.words
        for index in range(len(words) - 1):
            bare = words.bare(index)
            if bare in self.inside and not words.clitic[index]:
                yield from self._place_with_head(index)
            elif bare in self.outside or words.norms[index] in self.outside:
                yield from self._place_behind(index + 1)

    def _place_with_head(self, index: int) -> Iterable[Found]:
        words = self.words
        if words.definite(index):
            return
        end = index + 1
        known = self.known.get(end)
        if known:
            end = known.end
        elif words.is_word(end) and not words.closed(end) and not words.is_verb(end):
            end += 1
        while end > index + 1 and end < len(words) and words.definite(end):
            if words.closed(end) or words.dated[end]:
                break
            end += 1
        if end > index + 1:
            yield Found(index, end, "Place", None)

    def _place_behind(self, index: int) -> Iterable[Found]:
        words = self.words
        if self.gazetteer.demonym(words.norms[index]):
            index += 1
        known = self.known.get(index)
        if known is None:
            return
        keys = known.facts.get("keys", ())
        for key in keys:
            if key.startswith("place/"):
                yield Found(index, known.end, "Place", key, {"certain": True})
                return
        yield Found(index, known.end, "Place", None, {"certain": True})


def _type(key: str) -> str:
    return {"organization": "Organization", "state": "State", "place": "Place"}.get(
        key.split("/", 1)[0], "Agreement"
    )
