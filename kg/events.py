"""What happened: triggers and arguments make frames; a frame without its arguments is dropped.

Each builder reads one kind of event off the clauses and nouns of a document. The
words are data (``ontology/<language>.toml``), what a frame requires is data
(``ontology/events.toml``); here is only how Arabic syntax carries the roles.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from kg.attribution import relayed_speaker, spoken
from kg.claims import Argument, Frame, Window
from kg.clauses import Clause, Group
from kg.resources import ONTOLOGY
from kg.scene import Scene, participants
from kg.titles import Holding
from kg.words import Found

_NEAR = 4
_OCCASIONS = ("TalksRound", "Meeting", "Ceremony")
_SAID = ("Statement", "Demand")


@cache
def frame_rules() -> Mapping[str, Any]:
    """What each fact type requires, from ontology/events.toml."""
    return tomllib.loads((ONTOLOGY / "events.toml").read_text(encoding="utf-8"))


def read_frames(scene: Scene, holdings: list[Holding]) -> list[Frame]:
    """All complete frames of a document, in text order."""
    builders = (
        spoken(scene),
        _tenures(scene, holdings),
        _meetings(scene),
        _visits(scene),
        _rounds(scene),
        _deaths(scene),
        _attacks(scene),
        _sieges(scene),
        _ceremonies(scene),
        _agreements(scene),
        _adoptions(scene),
        _sanctions(scene),
        _appointments(scene, holdings),
    )
    frames = _where(scene, [frame for builder in builders for frame in builder if complete(frame)])
    return sorted(frames, key=lambda f: (f.trigger, f.type, f.participants, f.status))


def _where(scene: Scene, frames: list[Frame]) -> list[Frame]:
    """«اختتمت الجولة … حيث جددت الدول …»: said there and then, by people who took part."""
    words = scene.words
    where = words.lexicon.words("words", "where")
    made = list(frames)
    for index in (i for i, norm in enumerate(words.norms) if norm in where):
        start, stop = scene.bounds(index)
        before, after = words.span(start, index + 1), words.span(index, stop)
        occasions = [f for f in made if f.type in _OCCASIONS and before.covers(f.trigger)]
        said = [f for f in made if f.type in _SAID and after.covers(f.trigger)]
        if len(occasions) != 1 or not said or said[0].window or said[0].place:
            continue
        if words.doc[index + 1].idx != said[0].trigger.start:
            continue
        occasion, statement = occasions[0], said[0]
        present = tuple(
            Argument("attendee", a.key) for a in statement.participants if a.role == "speaker"
        )
        new = tuple(a for a in present if a.key not in {p.key for p in occasion.participants})
        made[made.index(statement)] = statement.with_(
            place=occasion.place, window=_then(occasion.window)
        )
        made[made.index(occasion)] = occasion.with_(participants=(*occasion.participants, *new))
    return made


def _then(window: Window | None) -> Window | None:
    """Said during an occasion: on its day when it has one, else not after its end."""
    if window is None or window.latest_end is None:
        return None
    if window.edtf == window.latest_end.isoformat():
        return Window(latest_begin=window.latest_end, latest_end=window.latest_end, edtf=window.edtf)
    return None


def complete(frame: Frame) -> bool:
    """Whether a frame has what its type requires."""
    rule = frame_rules()[frame.type]
    roles = [argument.role for argument in frame.participants]
    for role in rule.get("required", ()):
        if role == "place":
            if frame.place is None:
                return False
        elif role not in roles:
            return False
    wanted = rule.get("any")
    if wanted and not set(wanted) & set(roles):
        return False
    return len({argument.key for argument in frame.participants}) >= rule.get("least", 0)


# --- tenures -----------------------------------------------------------------------


def _tenures(scene: Scene, holdings: list[Holding]) -> Iterator[Frame]:
    for holding in holdings:
        former = bool(holding.office.facts.get("former"))
        roles = [("holder", scene.key(holding.person)), ("office", scene.key(holding.office))]
        yield scene.frame(
            "HoldsOffice",
            holding.office.start,
            "occurred" if former else "ongoing",
            roles,
            end=holding.office.end,
            confidence=0.95,
        )


# --- meetings and visits -----------------------------------------------------------


def _meetings(scene: Scene) -> Iterator[Frame]:
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
            yield _placed(
                scene, clause, "Meeting", status, participants(clause.subject, role) + attendees
            )


def _placed(
    scene: Scene, clause: Clause, type_: str, status: str, roles: list[tuple[str, str]]
) -> Frame:
    """A frame at a clause's verb with the place and time of the clause."""
    stop = clause.content
    start, _ = scene.bounds(clause.verb)
    time = scene.time_in(clause.verb, stop)
    if time is None and not clause.governed:
        time = scene.time_in(start, clause.verb)
    return scene.frame(
        type_,
        clause.verb,
        status,
        roles,
        place=scene.place_in(clause.verb, stop),
        window=time.window if time else None,
        source=scene.source_of(clause.verb),
        medium=scene.medium_in(clause.verb),
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
        if words.clitic[index] or not trigger.nouns.match([_noun(words.norms[index])], 0):
            continue
        start, stop = scene.bounds(index)
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


def _noun(norm: str) -> str:
    """A noun without article and without the alef of tanwin."""
    bare = norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm
    return bare[:-1] if bare.endswith("ا") and len(bare) > 4 else bare


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


def _visits(scene: Scene) -> Iterator[Frame]:
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
                frame = _placed(
                    scene, clause, "Visit", status, participants(clause.subject, "attendee")
                )
                yield frame.with_(place=scene.key(found))
                break


# --- rounds of talks ---------------------------------------------------------------


def _rounds(scene: Scene) -> Iterator[Frame]:
    rounds = [f for f in scene.found if f.type == "TalksRound"]
    frames = [frame for r in rounds for frame in _round(scene, r, rounds)]
    yield from _series_ended(scene, frames)


def _round(scene: Scene, found: Found, rounds: list[Found]) -> Iterator[Frame]:
    told = _round_trigger(scene, found, rounds)
    if told is None:
        return
    index, end, status, lemma = told
    start, stop = scene.bounds(found.start)
    nearest = [r for r in rounds if start <= r.start < stop and r != found]
    low = max((r.end for r in nearest if r.end <= found.start), default=start)
    high = min((r.start for r in nearest if r.start >= found.end), default=stop)
    time = scene.time_in(found.end, high) or scene.time_in(low, found.start)
    window = time.window if time else None
    if window and lemma in scene.trigger("round").words.get("ends", frozenset()):
        window = _ended(window)
    if window and lemma in scene.trigger("round").words.get("begins", frozenset()):
        window = _begun(window)
    yield scene.frame(
        "TalksRound",
        index,
        status,
        [("topic", scene.key(found)), *_round_parties(scene, found, stop)],
        end=end,
        place=_round_place(scene, found, start, stop),
        window=window,
        source=relayed_speaker(scene, found.start) or scene.source_of(found.start),
        medium=scene.medium_in(found.start),
    )


def _ended(window: Window) -> Window:
    """Told to have ended then: its first day is unknown, not after the last."""
    return Window(
        latest_begin=window.latest_end,
        earliest_end=window.earliest_begin,
        latest_end=window.latest_end,
        edtf=window.edtf,
    )


def _begun(window: Window) -> Window:
    """Told to begin then: its last day is unknown, not before the first."""
    return Window(
        earliest_begin=window.earliest_begin,
        latest_begin=window.latest_end,
        earliest_end=window.earliest_begin,
        edtf=window.edtf,
    )


def _round_trigger(
    scene: Scene, found: Found, rounds: list[Found]
) -> tuple[int, int, str, str] | None:
    """(token, end, status, lemma) of the word that tells of the round."""
    words = scene.words
    trigger = scene.trigger("round")
    for at in (found.start - 1, found.start - 2):
        if at >= 0 and trigger.nouns.match([words.norms[at]], 0):
            return at, at + 1, _noun_status(scene, at), words.norms[at]
    start, stop = scene.bounds(found.start)
    verbs = [
        c
        for c in scene.clauses
        if start <= c.verb < stop and scene.is_trigger(c, "round") and not c.negated
    ]
    for clause in sorted(verbs, key=lambda c: abs(c.verb - found.start)):
        between = range(min(clause.verb, found.start), max(clause.verb, found.start))
        if any(r != found and r.start in between for r in rounds):
            continue
        status = scene.status(clause)
        if status is not None:
            return clause.verb, clause.verb + 1, status, clause.form.lemma
    return None


def _noun_status(scene: Scene, index: int) -> str:
    """The status of a verbal noun («عقد الجولة»): from the cues and the verb before it."""
    words = scene.words
    start, _ = scene.bounds(index)
    before = words.norms[max(start, index - _NEAR) : index]
    if any(norm in words.lexicon.words("particles", "planned") for norm in before):
        return "planned"
    if any(norm in words.lexicon.words("particles", "possible") for norm in before):
        return "possible"
    clause = scene.governing(index)
    if clause is None:
        return "planned"
    return "planned" if clause.tense == "future" else (scene.status(clause) or "planned")


def _round_place(scene: Scene, found: Found, start: int, stop: int) -> str | None:
    process = found.facts.get("process")
    venue = process.facts.get("place") if process is not None else None
    named = scene.place_in(start, found.start) or scene.place_in(found.end, stop)
    if named is not None and named.startswith("place/"):
        return named
    if isinstance(venue, Found):
        return scene.key(venue)
    return named


def _round_parties(scene: Scene, found: Found, stop: int) -> list[tuple[str, str]]:
    """«بين … و…», «بمشاركة …» behind the round."""
    words = scene.words
    for group in scene.reader.groups_in(found.end, min(stop, found.end + 2 * _NEAR)):
        before = words.norms[max(0, group.start - 2) : group.start]
        if any(norm in ("بين", "مشاركه", "بمشاركه", "حضور") for norm in before):
            return participants(group, "attendee")
    return []


def _series_ended(scene: Scene, frames: list[Frame]) -> Iterator[Frame]:
    """A series of rounds ends with its last one, when the text dates that."""
    series = {scene.words.span(f.start, f.end): f for f in scene.found if "count" in f.facts}
    lasts = {f.facts["of"]: scene.key(f) for f in scene.found if f.type == "TalksRound" and "of" in f.facts}
    for frame in frames:
        topic = frame.participants[0].key
        owner = next((f for f in series.values() if scene.key(f) == topic), None)
        last = next((x for x in frames if owner and x.participants[0].key == lasts.get(owner.start)), None)
        if frame.window is None and last is not None and last.window and last.window.latest_end:
            day = last.window.latest_end
            yield frame.with_(window=Window(latest_end=day, edtf=f"../{day.isoformat()}"))
        else:
            yield frame


# --- violence ----------------------------------------------------------------------


def _deaths(scene: Scene) -> Iterator[Frame]:
    trigger = scene.trigger("kill")
    words = scene.words
    for clause in scene.with_verb("kill"):
        group = clause.subject or _object(scene, clause)
        status = scene.status(clause)
        if group is not None and status is not None:
            yield from _death(scene, clause.verb, group, status)
    for index in range(len(words)):
        if not words.clitic[index] and trigger.nouns.match([words.bare(index)], 0):
            owner = scene.reader.group_at(index + 1)
            if owner is not None:
                yield from _death(scene, index, owner, "occurred")


def _object(scene: Scene, clause: Clause) -> Group | None:
    groups = scene.reader.groups_in(clause.verb + 1, min(clause.content, clause.verb + _NEAR))
    return groups[0] if groups else None


def _death(scene: Scene, index: int, group: Group, status: str) -> Iterator[Frame]:
    named = [scene.holders.get(key, key) for key in group.keys]
    victims = [key for key in named if key.startswith(("person/", "office/"))]
    if not victims:
        return
    _, stop = scene.bounds(index)
    yield scene.frame(
        "ViolentEvent",
        index,
        _confirmed(scene, index, status),
        [("victim", key) for key in victims],
        place=scene.place_in(max(index, group.end), stop),
        window=_reported_time(scene, index, stop),
        source=scene.medium_in(index) or scene.source_of(index),
        medium=scene.medium_in(index),
    )


def _confirmed(scene: Scene, index: int, status: str) -> str:
    """«لكن الدولة لم تعلن الخبر رسميا بعد»: reported, not confirmed."""
    start, stop = scene.bounds(index)
    words = scene.words
    verbs = {fold.split()[0] for fold in words.lexicon.words("particles", "unconfirmed_verbs")}
    for clause in scene.clauses:
        if start <= clause.verb < stop and clause.negated and clause.form.lemma in verbs:
            return "unconfirmed"
    return status


def _reported_time(scene: Scene, index: int, stop: int) -> Window | None:
    """A time of its own, or not after the day of the report that tells of it."""
    clause = scene.governing(index + 1)
    start, _ = scene.bounds(index)
    own_start = index
    time = scene.time_in(own_start, stop)
    if time is not None:
        return time.window
    before = scene.time_in(start, index)
    if before is None or clause is None:
        return None
    last = before.window.latest_end
    return Window(latest_end=last, edtf=f"../{last.isoformat()}") if last else None


def _attacks(scene: Scene) -> Iterator[Frame]:
    for clause in scene.with_verb("attack"):
        status = scene.status(clause)
        if status is None or clause.subject is None or clause.subject.medium:
            continue
        actors = [k for k in clause.subject.keys if k.startswith(("organization/", "state/"))]
        place = _struck(scene, clause)
        if actors and place:
            frame = _placed(
                scene, clause, "ViolentEvent", status, [("perpetrator", key) for key in actors]
            )
            yield frame.with_(place=place)


def _struck(scene: Scene, clause: Clause) -> str | None:
    first = clause.verb + 1
    for found in scene.finds(first, clause.content, "Place"):
        if not scene.titled(found):
            return scene.key(found)
    return None


def _sieges(scene: Scene) -> Iterator[Frame]:
    trigger = scene.trigger("siege")
    words = scene.words
    acting: list[tuple[str, str]] = []
    for index in range(len(words) - 1):
        match = trigger.nouns.match(words.norms, index)
        if match is None:
            continue
        start, stop = scene.bounds(index)
        clause = next((c for c in scene.clauses if c.verb in (index, index - 1)), None)
        if clause is not None and clause.subject is not None:
            acting = participants(clause.subject, "perpetrator")
        elif not any(start <= c.verb < stop and c.subject for c in scene.clauses):
            acting = []
        length = match[0]
        opened = index + length < stop and trigger.has("on", words.norms[index + length])
        if not opened:
            continue
        nouns = [i for i in range(index + 1, stop) if trigger.nouns.match(words.norms, i)]
        high = nouns[0] if nouns else stop
        place = next((scene.key(f) for f in scene.finds(index, high, "Place")), None)
        yield scene.frame(
            "Siege",
            index,
            (scene.status(clause) if clause else None) or "occurred",
            acting,
            end=index + length,
            place=place,
        )
    for clause in scene.with_verb("siege"):
        if clause.form.lemma in trigger.light or clause.subject is None:
            continue
        frame = _placed(
            scene, clause, "Siege", scene.status(clause) or "ongoing",
            participants(clause.subject, "perpetrator"),
        )
        yield frame.with_(place=_struck(scene, clause))


# --- ceremonies, documents, measures -------------------------------------------------


def _ceremonies(scene: Scene) -> Iterator[Frame]:
    trigger = scene.trigger("ceremony")
    words = scene.words
    index = 0
    while index < len(words):
        match = trigger.nouns.match(words.norms, index)
        if match is None or not trigger.has("when", words.norms[index - 1]):
            index += 1
            continue
        clause = scene.governing(index)
        if clause is not None and clause.subject is not None and not clause.negated:
            time = scene.time_in(clause.verb, clause.content)
            yield scene.frame(
                "Ceremony",
                index,
                scene.status(clause) or "occurred",
                participants(clause.subject, "host"),
                end=index + match[0],
                place=scene.place_in(index, clause.content),
                window=time.window if time else None,
                source=scene.medium_in(index),
                medium=scene.medium_in(index),
            )
        index += match[0]


def _agreements(scene: Scene) -> Iterator[Frame]:
    trigger = scene.trigger("sign")
    heads = scene.words.lexicon.words("documents", "agreement")
    for clause in scene.with_verb("sign"):
        status = scene.status(clause)
        if status is None:
            continue
        window = range(clause.verb + 1, min(clause.stop, clause.verb + 3 * _NEAR))
        noun = next((i for i in window if _noun(scene.words.norms[i]) in heads), None)
        if noun is None:
            continue
        roles = [("topic", scene.key(f)) for f in scene.finds(noun, noun + 1, "Agreement")]
        roles += participants(clause.subject, "signatory")
        for group in scene.reader.groups_in(noun, min(clause.stop, noun + 2 * _NEAR)):
            preposition = scene.words.preposition_before(group.start)
            if preposition is not None and trigger.has("with", preposition):
                roles += participants(group, "signatory")
        yield _placed(scene, clause, "Agreement", status, roles)


def _adoptions(scene: Scene) -> Iterator[Frame]:
    forms = scene.words.lexicon.words("documents", "resolution")
    for clause in scene.with_verb("adopt"):
        status = scene.status(clause)
        if status != "occurred" or clause.subject is None:
            continue
        if not any(key.startswith("organization/") for key in clause.subject.keys):
            continue
        window = range(clause.verb + 1, min(clause.stop, clause.verb + 3 * _NEAR))
        noun = next((i for i in window if _noun(scene.words.norms[i]) in forms), None)
        if noun is None:
            continue
        topics = [
            ("topic", scene.key(f)) for f in scene.finds(noun - 1, noun + 1, "Resolution")
        ]
        roles = participants(clause.subject, "host") + topics
        yield _placed(scene, clause, "ResolutionAdopted", status, roles)


def _sanctions(scene: Scene) -> Iterator[Frame]:
    trigger = scene.trigger("sanction")
    words = scene.words
    for clause in scene.with_verb("sanction"):
        status = scene.status(clause)
        window = range(clause.verb + 1, min(clause.stop, clause.verb + 2 * _NEAR))
        noun = next((i for i in window if trigger.nouns.match(words.norms, i)), None)
        if status is None or noun is None or clause.subject is None:
            continue
        roles = participants(clause.subject, "perpetrator")
        for group in scene.reader.groups_in(noun, min(clause.stop, noun + 2 * _NEAR)):
            preposition = words.preposition_before(group.start)
            if preposition is not None and trigger.has("on", preposition):
                roles += participants(group, "target")
                break
        yield _placed(scene, clause, "Sanction", status, roles)


def _appointments(scene: Scene, holdings: list[Holding]) -> Iterator[Frame]:
    """«عين … مبعوثا»: a person and an office behind the verb or the verbal noun."""
    for clause in scene.with_verb("appoint"):
        status = scene.status(clause)
        if status is None:
            continue
        start, _ = scene.bounds(clause.verb)
        people = scene.finds(clause.verb, min(clause.stop, clause.verb + 2 * _NEAR), "Person")
        offices = scene.finds(clause.verb, min(clause.stop, clause.verb + 3 * _NEAR), "Office")
        titled = {holding.office for holding in holdings}
        offices = [office for office in offices if office not in titled]
        if not people or not offices:
            continue
        roles = [("holder", scene.key(people[0])), ("office", scene.key(offices[0]))]
        yield _placed(scene, clause, "Appointment", status, roles)
