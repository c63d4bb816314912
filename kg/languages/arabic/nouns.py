"""Events told by a noun: whose it is, and whether it is told as done, planned or not at all.

«لقاء لافروف بنظيره», «خلال لقائه مع …», «الزيارة التي يقوم بها …», «غارات إسرائيلية».
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.languages.arabic.gazetteer import gazetteer
from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.scene import Scene, place_of
from kg.letters import fold
from kg.model.claims import Frame
from kg.model.vocabulary import FactType, Roles, Status
from kg.text.verbs import plain_noun
from kg.text.words import Words

_Match = Callable[[Sequence[str], int], tuple[int, str] | None]
_PRONOUNS = ("هما", "هم", "ها", "ه")
_NEAR = 4
_REACH = 14


@dataclass(frozen=True)
class Noun:
    """A noun that tells of an event: tokens ``[start, end)``."""

    start: int
    end: int
    lemma: str
    owned: bool = False
    """Whether a pronoun is attached («لقائه»)."""


def nouns(scene: Scene, name: str) -> Iterator[Noun]:
    """The nouns of a trigger, in text order."""
    trigger = scene.trigger(name)
    words = scene.words
    firsts = {phrase[0] for phrase in trigger.nouns.table}
    end = 0
    for index in sorted({i for first in firsts for i in _places(words).get(first, ())}):
        found = _noun(trigger.nouns.match, words.norms, index) if index >= end else None
        if found is not None:
            end = found.end
            yield found


def _places(words: Words) -> Mapping[str, Sequence[int]]:
    """Folded form, also without article and pronoun -> the tokens that may be it.

    Made once for a document, since a dozen readers look for their nouns in it.
    """
    if words.places is None:
        places: dict[str, list[int]] = {}
        for index, norm in enumerate(words.norms):
            if words.clitic[index] or words.dated[index] or not words.is_word(index):
                continue
            for form in {norm, plain_noun(norm), *_without_pronoun(norm)}:
                places.setdefault(form, []).append(index)
        words.places = places
    return words.places


def _noun(match: _Match, norms: Sequence[str], index: int) -> Noun | None:
    plain = [plain_noun(norms[index]), *norms[index + 1 : index + _NEAR]]
    for phrase in (norms[index : index + _NEAR], plain):
        told = match(phrase, 0)
        if told is not None:
            return Noun(index, index + told[0], fold(told[1]))
    for form in _without_pronoun(norms[index]):
        told = match([form], 0)
        if told is not None:
            return Noun(index, index + 1, fold(told[1]), owned=True)
    return None


def _without_pronoun(norm: str) -> Iterator[str]:
    """«لقائه» -> لقاء, «زيارته» -> زيارة: the folded noun before a possessive pronoun."""
    for pronoun in _PRONOUNS:
        base = norm.removesuffix(pronoun)
        if base == norm or len(base) < 3:
            continue
        yield base
        if base.endswith("ت"):
            yield base[:-1] + "ه"
        if base[-1] in "يو":
            yield base[:-1] + "ء"


def owner(scene: Scene, noun: Noun) -> Group | None:
    """Whose event it is: the group right behind, or whom the pronoun or the clause speaks of."""
    after = noun.end
    words = scene.words
    while after < len(words) and after < noun.end + _NEAR and _describes(scene, after):
        after += 1
    group = scene.reader.group_at(noun.end) or scene.reader.group_at(after)
    if group is not None and not noun.owned:
        linked = words.preposition_before(group.start)
        return group if linked in (None, "ل") and not group.medium else None
    before = words.norms[noun.start - 1] if noun.start else ""
    if noun.owned or before in words.lexicon.words("words", "during"):
        return acting(scene, noun.start)
    return None


def acting(scene: Scene, index: int) -> Group | None:
    """The subject of the nearest clause before a token of the same sentence, no medium."""
    start, _ = scene.bounds(index)
    for clause in reversed(scene.clauses_in(start, index)):
        if clause.subject is not None:
            return (
                None
                if clause.subject.medium or _interrupted(scene, clause, index)
                else clause.subject
            )
    return None


def _interrupted(scene: Scene, clause: Clause, index: int) -> bool:
    """Whether «أن» or «الذي» stands between: what follows has a subject of its own."""
    reader = scene.reader
    between = scene.words.norms[clause.verb + 1 : index]
    return any(n in reader.complementizers or n in reader.relatives for n in between)


def _describes(scene: Scene, index: int) -> bool:
    """«زيارة رسمية», «لقاء ثنائي», «قمة زعماء مجموعة السبع»."""
    words, listed = scene.words, scene.describing
    return words.is_word(index) and (words.bare(index) in listed or words.norms[index] in listed)


def light_verb(scene: Scene, noun: Noun, name: str, reach: int) -> Clause | None:
    """The verb near before a noun that only carries it: «عقد المجلس اجتماعا»."""
    clause = scene.governing(noun.start)
    if clause is None or clause.form.lemma not in scene.trigger(name).light:
        return None
    return clause if noun.start - clause.verb <= reach and noun.start < clause.content else None


def nationality(scene: Scene, index: int) -> tuple[int, str] | None:
    """(end, key) of an adjective of nationality at a token whose state the article names."""
    table = gazetteer(scene.words.lexicon.language)
    told = table.nationality(scene.words.norms, index)
    if told is None or told[1] not in scene.linker.entities:
        return None
    return index + told[0], told[1]


def unreal(scene: Scene, index: int) -> bool:
    """Whether the words right before say that it is not so: «إلغاء», «رفض», «عدم»."""
    words = scene.words
    start, _ = scene.bounds(index)
    before = words.norms[max(start, index - 3) : index]
    listed = words.lexicon.words("particles", "unreal")
    return any(norm in listed for norm in before)


def purpose(scene: Scene, index: int) -> bool:
    """«للقاء نظيره», «لعقد اجتماع»: what somebody wants is not told to have happened."""
    words = scene.words
    return any(
        at > 0 and words.clitic[at - 1] and words.norms[at - 1] == "ل" for at in (index, index - 1)
    )


def connected(scene: Scene, first: int, stop: int) -> bool:
    """Whether tokens hold no verb of their own («الاجتماع الذي عقد بين» apart) and no colon."""
    words = scene.words
    for at in range(first, stop):
        relative = words.norms[at - 1] in scene.reader.relatives
        if words.doc[at].text == ":" or (
            words.is_verb(at) and not relative and not words.clitic[at]
        ):
            return False
    return True


def noun_status(scene: Scene, noun: Noun) -> Status | None:
    """How the event of a noun is presented; None when it is not told to be so."""
    start, stop = scene.bounds(noun.start)
    vouched = scene.vouching.noun(noun.start)
    if vouched == "denied":
        return vouched
    if unreal(scene, noun.start) or scene.vouching.almost(noun.start, start):
        return None
    status = _presented(scene, noun, start, stop)
    return vouched if vouched and status in ("occurred", "ongoing") else status


def _presented(scene: Scene, noun: Noun, start: int, stop: int) -> Status | None:
    words = scene.words
    before = words.norms[max(start, noun.start - _NEAR) : noun.start]
    after = words.norms[noun.end : min(stop, noun.end + 2 * _NEAR)]
    lists = words.lexicon.words
    if any(n in lists("particles", "planned") for n in before) or any(
        n in lists("particles", "due") for n in after
    ):
        return "planned"
    if any(n in lists("particles", "possible") for n in before):
        return "possible"
    violent = scene.trigger("attack").nouns.match([noun.lemma], 0)
    if not violent and any(n in lists("particles", "maybe") for n in after[:2]):
        return "possible"
    if _alleged(scene, noun, before, after[:_NEAR]):
        return "unconfirmed"
    if purpose(scene, noun.start):
        return None
    return _governed_status(scene, scene.governing(noun.start), noun)


def _alleged(scene: Scene, noun: Noun, before: list[str], after: list[str]) -> bool:
    """«هجوم مزعوم», «ما قالت إنه هجوم», «اتهمت … بشن هجوم»: told, not vouched for."""
    cues = scene.words.lexicon.words("particles", "alleged")
    if any(norm in cues for norm in (*before, *after)):
        return True
    clause = scene.governing(noun.start)
    if clause is not None and clause.form.lemma in cues:
        return True
    aside = clause is not None and scene.words.norms[clause.verb - 1] == "ما"
    return aside and noun.start - clause.verb <= _NEAR if clause else False


def _governed_status(scene: Scene, clause: Clause | None, noun: Noun) -> Status | None:
    if clause is None or scene.is_trigger(clause, "say", "said_by"):
        return "occurred"
    if scene.is_trigger(clause, "demand"):
        return None  # called for, not told to happen
    if clause.content < noun.start:
        return "occurred"
    status = scene.status(clause)
    if status == "denied":
        return None  # «لم تشارك في صد الهجوم»: the attack is not what was not done
    return "occurred" if status == "ongoing" else status


def told(
    scene: Scene,
    noun: Noun,
    type_: FactType,
    status: Status,
    roles: Roles,
    light: Clause | None,
) -> Frame:
    """A frame at a noun, with the place and time behind it (or of its light verb's clause)."""
    start, stop = scene.bounds(noun.start)
    high = min(stop, noun.start + _REACH)
    time = scene.own_time(light.verb if light else noun.start, high)
    if time is None and light is not None and not light.governed:
        time = scene.time_before(start, light.verb)
    return scene.frame(
        type_,
        noun.start,
        status,
        roles,
        end=noun.end,
        place=place_of(scene, type_, noun.start, high),
        window=time.window if time else None,
        about=scene.topics(noun.end, high),
        source=scene.source_of(noun.start),
        confidence=0.7,
    )
