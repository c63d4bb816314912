"""Meetings and visits: who met whom, who went where."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claims import Frame
from kg.clauses import Clause, Group
from kg.scene import Scene, participants, placed, plain_noun

_NEAR = 4


def meetings(scene: Scene) -> Iterator[Frame]:
    """Meetings told by a verb or by a noun."""
    trigger = scene.trigger("meet")
    for clause in scene.with_verb("meet"):
        status = scene.status(clause)
        if status is None or clause.subject is None or clause.subject.medium:
            continue
        partners = _partners(scene, clause)
        role = "host" if clause.form.lemma in trigger.words.get("hosts", ()) else "attendee"
        yield from _met(scene, clause, status, role, partners)
    yield from _nominal_meetings(scene)


def _met(
    scene: Scene, clause: Clause, status: str, role: str, partners: list[tuple[Group, bool]]
) -> Iterator[Frame]:
    """One frame for each person met in turn, one for all met together («مع»)."""
    for group, direct in partners:
        sets = [[key] for key in group.keys] if direct else [list(group.keys)]
        for keys in sets:
            attendees = [("attendee", key) for key in keys]
            yield placed(
                scene, clause, "Meeting", status, participants(clause.subject, role) + attendees
            )


def _partners(scene: Scene, clause: Clause) -> list[tuple[Group, bool]]:
    """Whom the subject meets: (group, whether it is the direct object)."""
    trigger = scene.trigger("meet")
    words = scene.words
    needs = clause.form.lemma in trigger.words.get("needs_partner", frozenset())
    for group in scene.reader.groups_in(clause.verb + 1, clause.content):
        if group == clause.subject or group.medium:
            continue
        preposition = words.preposition_before(group.start)
        together = preposition is not None and trigger.has("with", preposition)
        if together or (preposition is None and not needs):
            return [(group, not together)]
    return []


def _nominal_meetings(scene: Scene) -> Iterator[Frame]:
    """«لقاء لافروف بنظيره», «محادثات بين … و…», «عقد … اجتماعا مع …»."""
    trigger = scene.trigger("meet")
    words = scene.words
    for index in range(len(words)):
        if words.clitic[index] or not trigger.nouns.match([plain_noun(words.norms[index])], 0):
            continue
        _, stop = scene.bounds(index)
        roles = _around(scene, index, stop)
        if len(roles) < 2:
            continue
        clause = scene.governing(index)
        status = scene.status(clause) if clause else "occurred"
        if clause is not None and scene.is_trigger(clause, "say", "demand", "said_by"):
            status = "occurred"
        if status is None:
            continue
        time = scene.time_in(index, min(stop, index + 14))
        yield scene.frame(
            "Meeting",
            index,
            status,
            roles,
            place=scene.place_in(index, min(stop, index + 14)),
            window=time.window if time else None,
            source=scene.source_of(index),
            confidence=0.7,
        )


def _around(scene: Scene, index: int, stop: int) -> list[tuple[str, str]]:
    """The parties of a nominal meeting: the owner right behind, partners behind «مع» or «بين»."""
    trigger = scene.trigger("meet")
    words = scene.words
    roles: list[tuple[str, str]] = []
    owner = scene.reader.group_at(index + 1)
    if owner is not None:
        roles += participants(owner, "attendee")
    clause = scene.governing(index)
    light = clause is not None and clause.form.lemma in trigger.light
    first = owner.end if owner else index + 1
    for group in scene.reader.groups_in(first, min(stop, first + 2 * _NEAR)):
        preposition = words.preposition_before(group.start)
        if preposition is not None and trigger.has("with", preposition) and not group.medium:
            roles += participants(group, "attendee")
            break
        if preposition is None:
            break
    if light and clause is not None and clause.subject and roles:
        roles = participants(clause.subject, "attendee") + roles
    return list(dict.fromkeys(roles))


def visits(scene: Scene) -> Iterator[Frame]:
    """Visits of an official to a place."""
    trigger = scene.trigger("visit")
    words = scene.words
    for clause in scene.with_verb("visit"):
        status = scene.status(clause)
        if status is None or clause.subject is None or clause.subject.medium:
            continue
        first = clause.verb + 1
        if clause.subject.start > clause.verb:
            first = clause.subject.end
        for found in scene.finds(first, min(clause.content, first + _NEAR), "Place", "State"):
            preposition = words.preposition_before(found.start)
            direct = preposition is None and clause.form.lemma == "زار"
            if direct or (preposition is not None and trigger.has("to", preposition)):
                frame = placed(
                    scene, clause, "Visit", status, participants(clause.subject, "attendee")
                )
                yield frame.with_(place=scene.key(found))
                break
