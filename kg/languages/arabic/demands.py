"""Who asks what of whom: by a verb, a participle, a noun or a resolution's own words.

«دعا … إلى», «أكد ضرورة», «داعيا إيران إلى», «مطالبة موسكو ب…», «قرارا يطلب من …».
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.nouns import unreal
from kg.languages.arabic.scene import Scene, participants
from kg.languages.arabic.utterances import by_participle, saying, speaks
from kg.model.claims import Frame
from kg.model.vocabulary import Roles, Status
from kg.text.findings import Found

_NEAR = 4


def demands(scene: Scene) -> Iterator[Frame]:
    """All demands of one document."""
    for clause in scene.with_verb("demand"):
        if speaks(scene, clause):
            roles = participants(clause.subject, "speaker")
            roles += participants(_asked(scene, clause.after), "target")
            yield saying(scene, clause, "Demand", scene.status(clause) or "occurred", roles)
    for index, speaker, status in by_participle(scene, scene.trigger("demand")):
        asked = participants(_asked(scene, index + 1), "target")
        yield _demand(scene, index, status, participants(speaker, "speaker") + asked)
    yield from _nominal(scene)
    yield from _of_resolutions(scene)


def _demand(scene: Scene, index: int, status: Status, roles: Roles) -> Frame:
    about = scene.topics(index, scene.bounds(index)[1])
    return scene.frame("Demand", index, status, roles, about=about, confidence=0.7)


def _asked(scene: Scene, first: int) -> Group | None:
    """The group that a verb of asking takes as its object, «من» allowed before it."""
    stop = scene.bounds(first - 1)[1]
    for group in scene.reader.groups_in(first, min(stop, first + 3)):
        preposition = scene.words.preposition_before(group.start)
        return group if preposition in (None, "من") and not group.medium else None
    return None


def _nominal(scene: Scene) -> Iterator[Frame]:
    """«بناء على طلب المملكة», «مطالبة موسكو ب…»: the owner asks, for something named."""
    trigger = scene.trigger("demand")
    words = scene.words
    for index in range(len(words) - 1):
        if words.clitic[index] or not trigger.nouns.match([words.norms[index]], 0):
            continue
        owner = scene.reader.group_at(index + 1)
        if owner is None or owner.medium or scene.clause_at(index) or unreal(scene, index):
            continue
        if owner.end < len(words) and trigger.has("to", words.norms[owner.end]):
            yield _demand(scene, index, "occurred", participants(owner, "speaker"))


def _of_resolutions(scene: Scene) -> Iterator[Frame]:
    """What an adopted resolution asks for, its council asks for, of each addressee by itself."""
    for clause in scene.with_verb("demand"):
        if clause.negated or clause.tense == "future" or clause.subject is not None:
            continue
        document = _document(scene, clause)
        adopted = _adopting(scene, clause) if document else None
        council = _body(adopted)
        if document is None or adopted is None or council is None:
            continue
        group = _asked(scene, max(clause.verb + 1, document.end))
        time = None
        if adopted.stop == clause.stop:
            time = scene.own_time(adopted.verb, clause.verb)
        for target in group.keys if group else (None,):
            roles: Roles = [("speaker", council)]
            roles += [("target", target)] if target else []
            frame = _demand(scene, clause.verb, "occurred", roles)
            yield frame.with_(window=time.window if time else None)


def _document(scene: Scene, clause: Clause) -> Found | None:
    """The resolution that is the verb's subject: right behind it, or before it in the sentence."""
    start, _ = scene.bounds(clause.verb)
    after = scene.finds(clause.verb + 1, clause.verb + 2, "Resolution")
    if after:
        return after[0]
    near = scene.finds(max(start, clause.verb - 2 * _NEAR), clause.verb, "Resolution")
    return near[-1] if near else None


def _adopting(scene: Scene, clause: Clause) -> Clause | None:
    """Where it was adopted: «تبنى المجلس» in the sentence, or by the one council before."""
    start, _ = scene.bounds(clause.verb)
    told = [
        c
        for c in scene.with_verb("adopt")
        if _body(c) and not c.negated and c.tense == "past" and c.verb < clause.verb
    ]
    here = [c for c in told if c.verb >= start]
    if here:
        return here[-1]
    return told[0] if len({_body(c) for c in told}) == 1 else None


def _body(clause: Clause | None) -> str | None:
    keys = clause.subject.keys if clause and clause.subject else ()
    return next((key for key in keys if key.startswith("organization/")), None)
