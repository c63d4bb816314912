"""Meetings and visits: who met whom, who went where."""

from __future__ import annotations

from collections.abc import Iterator

from kg.languages.arabic.callingoff import called_off, who_called_off
from kg.languages.arabic.grammar import Clause, Group
from kg.languages.arabic.nouns import Noun, connected, light_verb, noun_status, nouns, owner, told
from kg.languages.arabic.scene import Scene, participants, placed
from kg.model.claims import Frame

_NEAR = 4
_REACH = 10
_BODIES = ("organization/", "office/")
_VISITORS = ("person/", "office/")


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
        if not partners and len(clause.subject.keys) > 1:
            yield placed(scene, clause, "Meeting", status, participants(clause.subject, "attendee"))
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
        mine = clause.subject.keys if clause.subject else ()
        if group.medium or set(group.keys) <= set(mine):
            continue
        if not connected(scene, clause.after, group.start):
            break
        preposition = words.preposition_before(group.start)
        together = preposition is not None and trigger.has("with", preposition)
        if preposition == "ب" and not scene.attached(group.start - 1, clause.verb):
            together = False  # «يناقش الصراع بسوريا»
        if together or (preposition is None and not needs):
            return [(group, not together)]
    return []


def _nominal_meetings(scene: Scene) -> Iterator[Frame]:
    """«لقاء لافروف بنظيره», «محادثات بين … و…», «عقد … اجتماعا مع …», «خلال لقائه مع …»."""
    for noun in nouns(scene, "meet"):
        off = called_off(scene, noun)
        light = _light(scene, noun) if not off else None
        if off and owner(scene, noun) is None:
            light = who_called_off(scene, noun)  # «أجلت روسيا اجتماعا مع تركيا»
        roles = _around(scene, noun, light)
        if len(roles) == 1:
            roles += [r for r in _deciding(scene, noun) if r not in roles]
        if not _enough(scene, noun, roles, light):
            continue
        status = scene.status(light) if light else noun_status(scene, noun)
        status = "cancelled" if off else status
        if status is None:
            continue
        yield told(scene, noun, "Meeting", status, roles, light)


def _deciding(scene: Scene, noun: Noun) -> list[tuple[str, str]]:
    """Who denies or calls off a meeting of which one side is named: «نفى لقاء لافروف»."""
    clause = who_called_off(scene, noun)
    group = clause.subject if clause is not None else scene.vouching.denier(noun.start)
    return [] if group is None or group.medium else participants(group, "attendee")


def _enough(scene: Scene, noun: Noun, roles: list[tuple[str, str]], light: Clause | None) -> bool:
    """Two who meet; or a body that «holds» a meeting of its own, or whose summit it is."""
    if len(roles) > 1:
        return True
    if len(roles) != 1 or not roles[0][1].startswith(_BODIES):
        return False
    return light is not None or scene.trigger("meet").has("summits", noun.lemma)


def _light(scene: Scene, noun: Noun) -> Clause | None:
    """The verb that only carries the noun: «عقد المجلس اجتماعا»."""
    clause = light_verb(scene, noun, "meet", _REACH)
    if clause is None:
        return None
    before = noun.start - 1
    if scene.words.preposition_before(noun.start) not in (None, "في", "ب"):
        return None
    if scene.words.norms[before] in scene.words.stops and before != clause.verb:
        return None  # «عقب تلك الجلسة»
    return clause


def _around(scene: Scene, noun: Noun, light: Clause | None) -> list[tuple[str, str]]:
    """The parties of a nominal meeting: its owner, and partners behind «مع» or «بين»."""
    trigger = scene.trigger("meet")
    words = scene.words
    roles: list[tuple[str, str]] = []
    partners: Group | None = None
    linking: str | None = None
    whose = owner(scene, noun)
    if whose is not None and not _venue(scene, noun, whose):
        roles += participants(whose, "attendee")
    _, stop = scene.bounds(noun.start)
    first = whose.end if whose and whose.start >= noun.end else noun.end
    for group in scene.reader.groups_in(first, min(stop, first + 2 * _NEAR)):
        preposition = words.preposition_before(group.start)
        linked = preposition is not None and trigger.has("with", preposition)
        if light is not None and trigger.has("receiving", light.form.lemma):
            linked = preposition is not None and trigger.has("from", preposition)
        if linked and not group.medium and _reaches(scene, noun, first, group.start):
            partners, linking = group, preposition
            break
        if preposition is None:
            break
    if light is not None and light.subject and not light.subject.medium:
        roles = participants(light.subject, "attendee") + roles
    if roles or linking == "بين":  # «مع» alone names one side only
        roles += participants(partners, "attendee")
    return list(dict.fromkeys(roles))


def _reaches(scene: Scene, noun: Noun, first: int, partner: int) -> bool:
    """Whether «مع» is the meeting's own: «القمة رغم خلافاتها مع الرياض» names no partner."""
    own = not scene.words.opened(first, partner - 1) or scene.attached(partner - 1, noun.start)
    return connected(scene, first, partner) and own


def _venue(scene: Scene, noun: Noun, whose: Group) -> bool:
    """«قمة سنغافورة»: a summit has the name of where it was."""
    named = whose.keys[0].startswith(("state/", "place/"))
    return named and scene.trigger("meet").has("summits", noun.lemma)


def visits(scene: Scene) -> Iterator[Frame]:
    """Visits of an official to a place, by a verb or a noun."""
    trigger = scene.trigger("visit")
    words = scene.words
    for clause in scene.with_verb("visit"):
        status = scene.status(clause)
        if status is None or clause.subject is None or not _travels(scene, clause.subject):
            continue
        stop = min(clause.content, clause.after + _NEAR)
        for found in scene.finds(clause.after, stop, "Place", "State"):
            preposition = words.preposition_before(found.start)
            direct = preposition is None and clause.form.lemma == "زار"
            if direct or (preposition is not None and trigger.has("to", preposition)):
                frame = placed(
                    scene, clause, "Visit", status, participants(clause.subject, "attendee")
                )
                yield frame.with_(place=scene.key(found))
                break
    yield from _nominal_visits(scene)


def _nominal_visits(scene: Scene) -> Iterator[Frame]:
    """«زيارة X إلى Y», «خلال زيارته لY», «يقوم بزيارة إلى Y»."""
    trigger = scene.trigger("visit")
    for noun in nouns(scene, "visit"):
        clause = scene.governing(noun.start)
        light = clause is not None and clause.form.lemma in trigger.light
        whose = owner(scene, noun)
        if clause is not None and scene.is_trigger(clause, "visit"):
            continue  # «وصل إلى أنقرة في زيارة لتركيا»: one visit
        if whose is None and light and clause is not None:
            whose = clause.subject
        if whose is None or not _travels(scene, whose):
            continue
        status = scene.status(clause) if light and clause else noun_status(scene, noun)
        status = "cancelled" if called_off(scene, noun) else status
        place = _destination(scene, noun, whose)
        if status is not None and place is not None:
            frame = told(scene, noun, "Visit", status, participants(whose, "attendee"), None)
            yield frame.with_(place=place)


def _travels(scene: Scene, group: Group) -> bool:
    """A person, the holder of an office or a delegation."""
    head = scene.words.bare(scene.words.skip_quotes(group.start))
    sent = scene.trigger("visit").has("parties", head)
    return not group.medium and (sent or group.keys[0].startswith(_VISITORS))


def _destination(scene: Scene, noun: Noun, whose: Group) -> str | None:
    first = whose.end if whose.start >= noun.end else noun.end
    _, stop = scene.bounds(noun.start)
    for found in scene.finds(first, min(stop, first + _NEAR), "Place", "State"):
        preposition = scene.words.preposition_before(found.start)
        if preposition is not None and scene.trigger("visit").has("to", preposition):
            return scene.key(found)
        if preposition is None and noun.owned is False and whose.start < noun.start:
            return scene.key(found)
        return None
    return None
