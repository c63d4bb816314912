"""What people say: statements, invoked resolutions, and who is quoted by whom.

Speaker and medium are different roles: «نقلت وكالة سبوتنيك عن مصدر في الخارجية»
makes the ministry the speaker and the agency the addressee and carrier.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.nouns import noun_status, nouns
from kg.languages.arabic.scene import Scene, participants
from kg.model.claims import Frame, TimeExpression
from kg.model.vocabulary import FactType, Roles, Status

_NEAR = 6
_NECESSITY = 4
_PASSIVE = "\u064f"
"""Damma, written where a passive would be misread: «اتُهمت»."""


def spoken(scene: Scene) -> Iterator[Frame]:
    """Statements and invocations of one document."""
    yield from _statements(scene)
    yield from _relayed(scene)
    yield from _by_participle(scene)
    yield from _by_noun(scene)
    yield from _invocations(scene)


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


def _statements(scene: Scene) -> Iterator[Frame]:
    for clause in scene.clauses:
        said = scene.is_trigger(clause, "say") or _light(scene, clause)
        if not said or not speaks(scene, clause) or is_demand(scene, clause):
            continue
        yield saying(scene, clause, "Statement", _addressees(scene, clause))


def _light(scene: Scene, clause: Clause) -> bool:
    """«وجه انتقادات», «ألقى كلمة»: the object says that something was said."""
    trigger = scene.trigger("say")
    if scene.is_trigger(clause, "belie"):
        return scene.vouching.of_reports(clause.after)
    if clause.form.lemma not in trigger.light:
        return False
    norms = scene.words.norms[clause.after : min(clause.stop, clause.after + _NEAR - 2)]
    return any(trigger.has("words_said", norm) for norm in norms)


def told_by_participle(scene: Scene, name: str) -> Iterator[tuple[int, Group, Status]]:
    """(token, speaker, status) of «مشددا على …»: said by the subject of the main clause."""
    words = scene.words
    trigger = scene.trigger(name)
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


def _by_noun(scene: Scene) -> Iterator[Frame]:
    """«عقب تأكيد الوزير أن …», «تصريحات الرئيس»: the owner has said something."""
    for noun in nouns(scene, "saying"):
        speaker = scene.reader.group_at(noun.end)
        if speaker is None or noun.owned or speaker.medium or scene.clause_at(noun.start):
            continue
        if noun_status(scene, noun) == "occurred":
            _, stop = scene.bounds(noun.start)
            yield scene.frame(
                "Statement",
                noun.start,
                "occurred",
                participants(speaker, "speaker"),
                end=noun.end,
                about=scene.topics(noun.end, stop),
                confidence=0.7,
            )


def _by_participle(scene: Scene) -> Iterator[Frame]:
    necessity = scene.trigger("demand").words.get("necessity", frozenset())
    for index, speaker, status in told_by_participle(scene, "say"):
        _, stop = scene.bounds(index)
        asked = any(n in necessity for n in scene.words.norms[index + 1 : index + 1 + _NECESSITY])
        yield scene.frame(
            "Demand" if asked else "Statement",
            index,
            status,
            participants(speaker, "speaker"),
            about=scene.topics(index, stop),
            confidence=0.7,
        )


def saying(scene: Scene, clause: Clause, type_: FactType, others: Roles) -> Frame:
    """The frame of a clause of saying, with who is told or asked in ``others``."""
    time = _time_of_saying(scene, clause)
    medium = _carrier(scene, clause)
    status = scene.status(clause) or "occurred"
    start = min(clause.verb, clause.subject.start if clause.subject else clause.verb)
    frame = scene.frame(
        type_,
        clause.verb,
        status,
        participants(clause.subject, "speaker") + others,
        place=_place_of_saying(scene, clause, max(start, clause.verb)),
        window=time.window if time else None,
        about=scene.topics(clause.verb, clause.stop),
        source=medium or next((k for r, k in others if r == "addressee"), None),
        medium=medium,
        confidence=0.7 if clause.implied else 0.9,
    )
    return frame.with_(earlier=True) if clause.earlier else frame


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


def _addressees(scene: Scene, clause: Clause) -> Roles:
    """«في تصريح لوكالة …»: who is told, between the verb and the content."""
    words = scene.words
    openers = scene.trigger("say").words.get("addressee", frozenset())
    nouns = scene.trigger("say").nouns
    told: Roles = []
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
            told.extend(participants(group, "addressee"))
    return told


def _carrier(scene: Scene, clause: Clause) -> str | None:
    """«وفق قناة …», «بحسب وكالة …» anywhere in the sentence."""
    start, stop = scene.bounds(clause.verb)
    cues = scene.words.lexicon.words("particles", "according")
    for group in scene.reader.groups_in(start, stop):
        before = group.start - 1
        if group.medium and before >= start and scene.words.norms[before] in cues:
            return group.keys[0]
    return None


def _relayed(scene: Scene) -> Iterator[Frame]:
    """«نقلت وكالة … عن مصدر في … قوله»."""
    trigger = scene.trigger("said_by")
    words = scene.words
    heads = words.lexicon.words("words", "quote_heads")
    for clause in scene.with_verb("said_by"):
        carrier = clause.subject
        for at in range(clause.verb + 1, clause.stop):
            if not trigger.has("from", words.norms[at]):
                continue
            groups = scene.reader.groups_in(at + 1, min(clause.stop, at + _NEAR))
            if groups:
                yield _relay(scene, clause, carrier, groups[0], heads)
            break


def _relay(
    scene: Scene, clause: Clause, carrier: Group | None, speaker: Group, heads: frozenset[str]
) -> Frame:
    words = scene.words
    quote = next((i for i in range(speaker.end, clause.stop) if words.norms[i] in heads), None)
    medium = carrier.keys[0] if carrier else None
    index = clause.verb if quote is None else quote
    return scene.frame(
        "Statement",
        index,
        "occurred",
        participants(speaker, "speaker") + participants(carrier, "addressee"),
        about=scene.topics(clause.verb, clause.stop),
        source=medium,
        medium=medium,
        confidence=0.9,
    )


def relayed_speaker(scene: Scene, index: int) -> str | None:
    """The speaker whom a medium quotes in the sentence of a token, before it."""
    for frame in _relayed(scene):
        start = scene.bounds(index)
        span = scene.words.span(*start)
        if span.covers(frame.trigger) and frame.trigger.start < scene.words.offset(index):
            return next(a.key for a in frame.participants if a.role == "speaker")
    return None


def _invocations(scene: Scene) -> Iterator[Frame]:
    """«وفقا لقرار مجلس الأمن 2254»: the sentence's speaker invokes the resolution."""
    words = scene.words
    cues = words.lexicon.words("documents", "accordance")
    for resolution in (f for f in scene.found if f.type == "Resolution"):
        if "number" not in resolution.facts:
            continue
        at = resolution.start - 1
        if at >= 0 and words.clitic[at]:
            at -= 1
        if at < 0 or words.norms[at] not in cues:
            continue
        start, _ = scene.bounds(at)
        clauses = scene.clauses_in(start, at)
        speaker = next((c for c in clauses if c.subject and not c.governed), None)
        if speaker is None or speaker.subject is None or speaker.subject.medium:
            continue
        status = scene.status(speaker) or "occurred"
        yield scene.frame(
            "ResolutionCited",
            at,
            status if status in ("occurred", "ongoing") else "occurred",
            [("topic", scene.key(resolution)), *participants(speaker.subject, "speaker")],
            about=scene.topics(speaker.verb, speaker.stop),
            source=speaker.subject.keys[0],
        )
