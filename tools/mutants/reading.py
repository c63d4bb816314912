"""Faults of readers: who takes part, when, where, of which status, said by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from kg.model.claims import Argument, Frame, Happening, Mention, Span
from kg.model.vocabulary import FactType, Role, Status
from kg.reading.setting import Setting
from tools.mutants import mutant

ARABIC = ("tests/test_arabic_events.py",)
PARSED = ("tests/test_latin_events.py",)
EXPLAIN = ("tests/test_explain.py",)
Change = Callable[[Setting, Frame], Frame]


def of_frames(name: str, change: Change, *languages: str) -> None:
    """A mutant of every frame that the readers of some languages (default: all) make."""
    for group, tests in ((("ar",), ARABIC), (("en", "fr"), PARSED)):
        if languages and not set(languages) & set(group):
            continue

        def changed(
            original: Any, setting: Setting, *args: Any, _of: Any = group, **more: Any
        ) -> Any:
            frame = original(setting, *args, **more)
            return change(setting, frame) if setting.words.lexicon.language in _of else frame

        mutant("kg.reading.setting:Setting.frame", tests, f"{name}-{group[0]}")(changed)


def another(setting: Setting, frame: Frame, *kinds: str) -> str | None:
    """What the article names and the frame does not have among its participants."""
    mine = {a.key for a in frame.participants}
    keys = sorted(setting.key(f) for f in setting.found)
    return next((k for k in keys if k not in mine and k.split("/")[0] in kinds), None)


def bogus(type_: FactType, role: Role) -> Change:
    def change(setting: Setting, frame: Frame) -> Frame:
        key = another(setting, frame, "person", "state", "organization", "place")
        if frame.type != type_ or key is None:
            return frame
        return replace(frame, participants=(*frame.participants, Argument(role, key)))

    return change


def role_for(type_: FactType, old: Role, new: Role) -> Change:
    def change(_: Setting, frame: Frame) -> Frame:
        if frame.type != type_:
            return frame
        roles: dict[Role, Role] = {old: new, new: old}
        swapped = (Argument(roles.get(a.role, a.role), a.key) for a in frame.participants)
        return replace(frame, participants=tuple(swapped))

    return change


def without(**lost: Any) -> Change:
    return lambda _, frame: replace(frame, **lost)


def status_for(old: Status, new: Status) -> Change:
    return lambda _, frame: replace(frame, status=new) if frame.status == old else frame


_BOGUS: tuple[tuple[FactType, Role], ...] = (
    ("Meeting", "attendee"),
    ("Demand", "target"),
    ("ViolentEvent", "perpetrator"),
    ("Agreement", "signatory"),
    ("Visit", "attendee"),
)
for of_type, bogus_role in _BOGUS:
    of_frames(f"a-bogus-{bogus_role}-of-a-{of_type.lower()}", bogus(of_type, bogus_role))
of_frames("the-last-participant-lost", lambda _, f: replace(f, participants=f.participants[:-1]))
of_frames("host-for-attendee", role_for("Meeting", "attendee", "host"))
of_frames("speaker-for-target", role_for("Demand", "speaker", "target"))
of_frames("perpetrator-for-target", role_for("Sanction", "perpetrator", "target"))
of_frames("perpetrator-for-victim", role_for("ViolentEvent", "perpetrator", "victim"))
of_frames("place-lost", without(place=None))
of_frames("window-lost", without(window=None))
of_frames("about-always-empty", without(about=()))
of_frames("attribution-dropped", without(source=None))
of_frames("medium-dropped", without(medium=None))
of_frames("planned-for-possible", status_for("possible", "planned"))
of_frames("occurred-for-planned", status_for("planned", "occurred"))
of_frames("occurred-for-unconfirmed", status_for("unconfirmed", "occurred"))
of_frames("occurred-for-denied", status_for("denied", "occurred"), "en")
of_frames("occurred-for-ongoing", status_for("ongoing", "occurred"))
of_frames(
    "trigger-shifted-by-one",
    lambda _, f: (
        replace(f, trigger=Span(f.trigger.start + 1, f.trigger.end + 1))
        if f.trigger.end < f.evidence.end
        else f
    ),
)


@mutant("kg.reading.setting:Setting.frame", ARABIC)
def about_holds_who_takes_part(original: Any, *args: Any, **more: Any) -> Frame:
    frame: Frame = original(*args, **more)
    topics = (a.key for a in frame.participants if a.role == "topic")
    return replace(frame, about=(*frame.about, *topics))


@mutant("kg.reading.setting:Setting.evidence", ("tests/test_reading.py", *EXPLAIN))
def evidence_is_the_first_sentence(_: Any, setting: Setting, __: int) -> Span:
    return setting.words.sentence_span(0)


def _said_twice(original: Any, frames: Iterable[Frame]) -> Any:
    told = [*frames]
    return original([*told, *(f for f in told if f.type == "Statement")])


mutant("kg.reading.happenings:group", ARABIC, "statement-doubled-ar")(_said_twice)
mutant("kg.reading.happenings:group", PARSED, "statement-doubled-en")(_said_twice)


@mutant("kg.reading.happenings:group", ARABIC)
def second_tellings_lost(original: Any, frames: Iterable[Frame]) -> Any:
    return tuple(Happening(h.frames[:1]) for h in original(frames))


@mutant("kg.reading.happenings:group", ARABIC)
def last_event_lost(original: Any, frames: Iterable[Frame]) -> Any:
    return original([*frames][:-1])


@mutant("kg.reading.happenings:same_event", ARABIC)
def events_of_one_type_merged(_: Any, one: Frame, other: Frame) -> bool:
    return one.type == other.type


@mutant("kg.reading.happenings:same_event", ARABIC)
def tellings_never_merged(*_: Any) -> bool:
    return False


@mutant("kg.reading.happenings:_deadly", PARSED)
def every_victim_leaves_office(_: Any, frame: Frame) -> bool:
    return frame.type == "ViolentEvent"


@mutant("kg.reading.linking:Linker.mentions", ("tests/test_arabic_names.py",))
def mentions_shifted_by_one(original: Any, linker: Any) -> tuple[Mention, ...]:
    made = original(linker)
    return tuple(replace(m, span=Span(m.span.start + 1, m.span.end + 1)) for m in made)


@mutant("kg.reading.linking:Linker.local", ("tests/test_latin_events.py", "tests/test_latin.py"))
def what_only_one_article_names_shared(_: Any, linker: Any, type_: str, __: str) -> str:
    return f"{type_.lower()}/x-one"


@mutant("kg.reading.holders:_is_chief", ("tests/test_arabic_names.py",))
def an_adviser_has_his_chiefs_name(*_: Any) -> bool:
    return False


@mutant("kg.reading.holders:Holders.of", ARABIC)
def offices_stand_for_nobody(_: Any, __: Any, ___: Any, key: str) -> str:
    return key


@mutant("kg.reading.confidence:probability", EXPLAIN)
def every_fact_equally_sure(*_: Any) -> float:
    return 0.9


@mutant("kg.reading.confidence:sure", EXPLAIN)
def unsure_facts_kept(_: Any, happenings: Any, __: float) -> Any:
    return tuple(happenings)


@mutant("kg.reading.grounds:_Grounds._attribution", EXPLAIN)
def cues_of_attribution_lost(*_: Any) -> tuple[()]:
    return ()


@mutant("kg.reading.grounds:_Grounds._arguments", EXPLAIN)
def words_of_arguments_lost(*_: Any) -> tuple[()]:
    return ()


@mutant("kg.reading.vague:with_vague_times", ("tests/test_vague.py",))
def vague_windows_lost(_: Any, happenings: Any, __: Any) -> Any:
    return happenings
