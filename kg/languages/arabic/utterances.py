"""How Arabic tells what is said: by whom, to whom, when and where, and who is quoted by whom.

Speaker and medium are different roles: «نقلت وكالة سبوتنيك عن مصدر في الخارجية»
makes the ministry the speaker and the agency the addressee and carrier.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.events.grammar import Telling
from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.scene import Scene
from kg.model.claims import Frame, TimeExpression
from kg.model.vocabulary import FactType, Roles, Status
from kg.text.lexicon import Trigger

_NEAR = 6
_NECESSITY = 4
_WANTED = 8
_PASSIVE = "\u064f"
"""Damma, written where a passive would be misread: «اتُهمت»."""


def is_demand(scene: Scene, clause: Clause) -> bool:
    """Whether a clause of saying asks for something («أكد ضرورة …»)."""
    if scene.is_trigger(clause, "demand"):
        return True
    if scene.trigger("demand").has("praising", clause.form.lemma):
        return False
    necessity = scene.trigger("demand").words.get("necessity", frozenset())
    norms = scene.words.norms[clause.after : min(clause.stop, clause.after + _NECESSITY)]
    return any(norm in necessity for norm in norms)


def speaks(scene: Scene, clause: Clause) -> bool:
    """A clause that makes somebody a speaker: named, not a medium, not hearsay of the future."""
    if clause.subject is None or clause.negated or clause.subject.medium or clause.conditional:
        return False
    if _PASSIVE in scene.words.doc[clause.verb].text or _acts(scene, clause):
        return False
    if clause.governed and (clause.implied or clause.tense == "present"):
        return False
    return not (clause.tense == "future" or clause.planned or clause.possible)


def _acts(scene: Scene, clause: Clause) -> bool:
    """«أقر البرلمان قانونا»: passed, not admitted."""
    if not scene.is_trigger(clause, "adopt"):
        return False
    norms = scene.words.norms[clause.after : min(clause.stop, clause.after + 2 * _NEAR)]
    return any(scene.trigger("say").has("acts", norm) for norm in norms)


def _place_of_saying(scene: Scene, clause: Clause, first: int) -> str | None:
    """A place before «أن» or the quotation; without these, only one right behind the speaker."""
    if clause.content < clause.stop:
        return scene.place_in(first, _own(scene, clause))
    return scene.place_near(first, _beside(clause))


def _own(scene: Scene, clause: Clause) -> int:
    """Where the content begins, or a relative clause about the speaker before it («الذي زار …»)."""
    norms, relatives = scene.words.norms, scene.reader.subjects.pronouns
    inner = (i for i in range(clause.verb, clause.content) if norms[i] in relatives)
    return next(inner, clause.content)


def _beside(clause: Clause) -> int:
    """How far a time or place may stand behind a speaker whose content has no «أن»."""
    return min(clause.stop, clause.after + 3)


def _time_of_saying(scene: Scene, clause: Clause) -> TimeExpression | None:
    """A time before the verb, or right behind the verb, the speaker or «في مؤتمر صحفي»."""
    start, _ = scene.bounds(clause.verb)
    stop = _own(scene, clause) if clause.content < clause.stop else _beside(clause)
    for at, time in scene.times_in(clause.verb, stop):
        if time.type != "duration" and scene.attached(_opener(scene, at), clause.verb):
            return time
    led = clause.subject and clause.subject.start < clause.verb
    return scene.time_before(start, clause.verb) if led else None


def _opener(scene: Scene, at: int) -> int:
    """The preposition that opens a time («في 3 مايو»), or the time itself."""
    words = scene.words
    before = at - 1
    return before if before > 0 and words.opener(before) else at


def _carrier(scene: Scene, clause: Clause) -> str | None:
    """«وفق قناة …», «بحسب وكالة …» anywhere in the sentence."""
    start, stop = scene.bounds(clause.verb)
    cues = scene.words.lexicon.words("particles", "according")
    for group in scene.reader.groups_in(start, stop):
        before = group.start - 1
        if group.medium and before >= start and scene.words.norms[before] in cues:
            return group.keys[0]
    return None


# --- what tells of speech ----------------------------------------------------------


def says(scene: Scene, trigger: Trigger, clause: Clause) -> bool:
    """A verb of the trigger, or a light one whose object is words: «وجه انتقادات»."""
    if clause.form.lemma in trigger.verbs:
        return "of_reports" not in trigger.words or scene.vouching.cues.of_reports(clause.after)
    if clause.form.lemma not in trigger.light:
        return False
    norms = scene.words.norms[clause.after : min(clause.stop, clause.after + _NEAR - 2)]
    return any(trigger.has("words_said", norm) for norm in norms)


def by_participle(scene: Scene, trigger: Trigger) -> Iterator[tuple[int, Group, Status]]:
    """(token, speaker, status) of «مشددا على …»: said by the subject of the main clause."""
    words = scene.words
    for index in range(len(words)):
        if words.clitic[index] or not trigger.has("participles", words.norms[index]):
            continue
        start, _ = scene.bounds(index)
        main = [c for c in scene.clauses_in(start, index) if not c.governed]
        if not main or not speaks(scene, main[-1]):
            continue
        subject, status = main[-1].subject, scene.status(main[-1])
        if subject is not None and status is not None:
            yield index, subject, status


def needed(scene: Scene, index: int) -> bool:
    """Whether what is said behind a token is what must be: «مشددا على ضرورة»."""
    necessity = scene.trigger("demand").words.get("necessity", frozenset())
    return any(n in necessity for n in scene.words.norms[index + 1 : index + 1 + _NECESSITY])


def asked(scene: Scene, clause: Clause) -> Group | None:
    """The body whose doing is called for: «أكد ضرورة التزام إيران»."""
    words = scene.words
    necessity = scene.trigger("demand").words["necessity"]
    need = next((i for i in range(clause.after, clause.stop) if words.norms[i] in necessity), None)
    if need is None:
        return None
    for group in scene.reader.groups_in(need + 1, min(clause.stop, need + _WANTED)):
        before = group.start - 1
        doing = words.is_word(before) and not (words.definite(before) or words.closed(before))
        return group if doing and not group.medium else None
    return None


def addressees(scene: Scene, clause: Clause) -> Iterator[Group]:
    """«في تصريح لوكالة …»: who is told, between the verb and the content."""
    words = scene.words
    openers = scene.trigger("say").words.get("addressee", frozenset())
    nouns = scene.trigger("say").nouns
    for group in scene.reader.groups_in(clause.verb + 1, clause.content):
        if group == clause.subject:
            continue
        before = group.start - 1
        if words.norms[before] not in openers:
            continue
        if words.norms[before] == "مع" and not group.medium:
            continue  # «في مؤتمر صحفي مع نظيره»: beside whom, not to whom
        noun = any(nouns.match(words.norms, i) for i in range(max(clause.verb, before - 3), before))
        if noun or group.medium:
            yield group


# --- who is quoted by whom -----------------------------------------------------------


@dataclass(frozen=True)
class Relay:
    """«نقلت وكالة … عن مصدر في … قوله»."""

    clause: Clause
    speaker: Group
    quote: int
    """The word that opens what was said, else the verb."""


def relays(scene: Scene) -> Iterator[Relay]:
    """What a carrier passes on, with its speaker."""
    words = scene.words
    heads = words.lexicon.words("words", "quote_heads")
    for clause in scene.with_verb("said_by"):
        speaker = scene.quoted(clause)
        if speaker is not None:
            behind = range(speaker.end, clause.stop)
            quote = next((i for i in behind if words.norms[i] in heads), clause.verb)
            yield Relay(clause, speaker, quote)


# --- frames --------------------------------------------------------------------------


def saying(scene: Scene, clause: Clause, type_: FactType, status: Status, roles: Roles) -> Frame:
    """The frame of a clause of saying."""
    time = _time_of_saying(scene, clause)
    medium = _carrier(scene, clause)
    start = min(clause.verb, clause.subject.start if clause.subject else clause.verb)
    frame = scene.frame(
        type_,
        clause.verb,
        status,
        roles,
        place=_place_of_saying(scene, clause, max(start, clause.verb)),
        window=time.window if time else None,
        about=scene.topics(clause.verb, clause.stop),
        source=medium or next((k for r, k in roles if r == "addressee"), None),
        medium=medium,
        confidence=0.7 if clause.implied else 0.9,
    )
    return frame.with_(earlier=True) if clause.earlier else frame


def said_by_noun(
    scene: Scene, telling: Telling, type_: FactType, status: Status, roles: Roles
) -> Frame:
    """The frame of a noun or participle of saying."""
    end = telling.end or telling.token + 1
    _, stop = scene.bounds(telling.token)
    about = scene.topics(end, stop)
    return scene.frame(type_, telling.token, status, roles, end=end, about=about, confidence=0.7)


def relayed(scene: Scene, telling: Telling, type_: FactType, status: Status, roles: Roles) -> Frame:
    """The frame of what a carrier passes on."""
    _, stop = scene.bounds(telling.verb)
    medium = next((key for role, key in roles if role == "addressee"), None)
    return scene.frame(
        type_,
        telling.token,
        status,
        roles,
        about=scene.topics(telling.verb, stop),
        source=medium,
        medium=medium,
        confidence=0.9,
    )
