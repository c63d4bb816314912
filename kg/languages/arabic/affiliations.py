"""Who belongs to what: «يضم المجلس …», «العضو في …», «انضمت … إلى», «انسحبت … من»."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.scene import Scene, participants, placed
from kg.model.claims import Frame
from kg.model.vocabulary import Roles

_NEAR = 4
_MEMBERS = ("state/", "organization/", "person/", "office/")


def memberships(scene: Scene) -> Iterator[Frame]:
    """Memberships of one document."""
    yield from _comprising(scene)
    yield from _joining(scene)
    yield from _by_noun(scene)


def _comprising(scene: Scene) -> Iterator[Frame]:
    """«تضم مجموعة السبع الولايات المتحدة وبريطانيا …»: the body is the subject."""
    for clause in scene.with_verb("comprise"):
        if clause.tense != "present" or clause.negated or clause.subject is None:
            continue
        if len(clause.subject.keys) != 1 or not _body(clause.subject):
            continue
        stop = min(clause.stop, clause.after + 2 * _NEAR)
        objects = scene.reader.groups_in(clause.after, stop)
        members = next((g for g in objects if not scene.words.preposition_before(g.start)), None)
        if members is None:
            continue
        holders: Roles = [("holder", key) for key in members.keys if key.startswith(_MEMBERS)]
        roles = holders + participants(clause.subject, "topic")
        yield scene.frame("Membership", clause.verb, "ongoing", roles, confidence=0.7)


def _joining(scene: Scene) -> Iterator[Frame]:
    """«انضمت … إلى», «انسحبت … من»: the member is the subject."""
    trigger = scene.trigger("join")
    for clause in scene.with_verb("join"):
        status = scene.status(clause)
        if status is None or clause.subject is None or clause.subject.medium:
            continue
        opener = "to" if clause.form.lemma not in trigger.words["leaves"] else "from"
        body = _linked(scene, clause, opener)
        if body is not None:
            roles = participants(clause.subject, "holder") + participants(body, "topic")
            yield placed(scene, clause, "Membership", status, roles)


def _linked(scene: Scene, clause: Clause, opener: str) -> Group | None:
    trigger = scene.trigger("join")
    stop = min(clause.content, clause.after + _NEAR)
    for group in scene.reader.groups_in(clause.after, stop):
        preposition = scene.words.preposition_before(group.start)
        linked = preposition is not None and trigger.has(opener, preposition)
        return group if linked and _body(group) else None
    return None


def _by_noun(scene: Scene) -> Iterator[Frame]:
    """«تركيا العضو في حلف شمال الأطلسي», «الدول الأعضاء: …» only with the members right before."""
    trigger = scene.trigger("join")
    words = scene.words
    for group in scene.reader.groups.all:
        at = group.end
        if at + 1 >= len(words) or not trigger.has("member", words.bare(at)):
            continue
        if words.bare(at) in trigger.words["many"] and len(group.keys) < 2:
            continue  # «التقى المبعوث أعضاء المجلس»: whom he met
        inside = words.norms[at + 1] in trigger.words["inside"]
        body = scene.reader.group_at(at + 2 if inside else at + 1)
        if body is not None and _body(body) and len(body.keys) == 1 and not group.medium:
            roles = participants(group, "holder") + participants(body, "topic")
            yield scene.frame("Membership", at, "ongoing", roles, confidence=0.7)


def _body(group: Group) -> bool:
    return not group.medium and all(key.startswith("organization/") for key in group.keys)
