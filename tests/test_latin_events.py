"""English and French events: every construction, with the exact facts of its sentence."""

import pytest
from facts import Case, cases, facts, read

from kg.model.claims import Frame

LAVROV = "person/sergey-lavrov"


def frames(text: str, language: str) -> list[Frame]:
    return [frame for h in read(text, language).happenings for frame in h.frames]


def of_type(text: str, language: str, type_: str) -> list[Frame]:
    return [frame for frame in frames(text, language) if frame.type == type_]


def doubted(frame: Frame) -> bool:
    return frame.grounds is not None and frame.grounds.doubted


@pytest.mark.parametrize("case", cases("en"), ids=lambda case: str(case.name))
def test_english(case: Case) -> None:
    assert facts(case.text, case.language) == list(case.facts)


@pytest.mark.parametrize("case", cases("fr"), ids=lambda case: str(case.name))
def test_french(case: Case) -> None:
    assert facts(case.text, case.language) == list(case.facts)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        (
            "During a visit to Iran, Sergei Lavrov said the talks went on.",
            *("en", ["visit", "said"]),
        ),
        ("Le siège d'Alep a été levé en décembre 2016.", "fr", ["siège"]),
    ],
)
def test_the_words_that_tell_it(text: str, language: str, words: list[str]) -> None:
    assert [h.main.trigger.of(text) for h in read(text, language).happenings] == words


# --- names that events need -------------------------------------------------------------


def test_talks_in_a_town_are_on_what_the_text_speaks_of() -> None:
    syria = "process/geneva-talks-on-syria"
    for text, told in (
        ("The UN envoy for Syria opened the Geneva talks on Monday.", True),
        ("The UN envoy for Yemen opened the Geneva talks on Monday.", False),
    ):
        assert (syria in {m.key for m in read(text, "en").mentions}) is told, text


def test_the_former_president_is_not_the_president_of_the_text() -> None:
    text = (
        "US President Barack Obama spoke in Kabul. Two guards killed the former president "
        "Nur Muhammad Taraki."
    )
    tenures = of_type(text, "en", "HoldsOffice")
    held = {a.key for frame in tenures for a in frame.participants if a.role == "holder"}
    assert held == {"person/barack-obama"}
    (killed,) = of_type(text, "en", "ViolentEvent")
    assert "person/barack-obama" not in {a.key for a in killed.participants}


def test_an_ambassador_without_a_body_is_none_to_the_united_nations() -> None:
    un = "office/united-states-permanent-representative-to-the-un"
    for text, office in (
        ("US ambassador David Friedman spoke to the media.", False),
        ("US ambassador to the UN David Friedman spoke to the media.", True),
    ):
        keys = {mention.key for mention in read(text, "en").mentions}
        assert (un in keys) is office, text


def test_heads_of_two_things_have_two_offices() -> None:
    text = "The head of the delegation met the head of the mission."
    offices = {m.key for m in read(text, "en").mentions if m.type == "Office"}
    assert len(offices) == 2


def test_a_title_ends_before_a_former_one_and_begins_behind_under() -> None:
    text = (
        "They elected as head of government former Deputy Prime Minister Babrak Karmal. "
        "The agency, under leader Mohammad Najibullah, met General Secretary Mikhail Gorbachev."
    )
    reading = read(text, "en")
    named = {text[m.span.start : m.span.end] for m in reading.mentions}
    assert {"head of government", "Deputy Prime Minister", "leader"} <= named
    assert {"General Secretary", "Mikhail Gorbachev"} <= named


# --- how sure the reader is ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "types"),
    [
        # who a pronoun is
        ("Sergei Lavrov met the press. He urged Iran to wait.", ["Demand"]),
        # the day of an occasion told before
        ("Sergei Lavrov met John Kerry on Monday. He said the truce held.", ["Statement"]),
        # the day of the dateline
        ("GENEVA, Oct 18 (Reuters) - Sergei Lavrov met John Kerry.", ["Meeting"]),
    ],
)
def test_what_is_worked_out_is_doubted(text: str, types: list[str]) -> None:
    assert [frame.type for frame in frames(text, "en") if doubted(frame)] == types


def test_the_dateline_dates_the_lead_alone() -> None:
    text = "GENEVA, Oct 18 (Reuters) - Sergei Lavrov met John Kerry. They had met before."
    (met,) = of_type(text, "en", "Meeting")
    assert met.window is not None
    assert met.window.edtf == "2017-10-18"


# --- length ----------------------------------------------------------------------------


def test_a_long_sentence_costs_no_more_than_its_words() -> None:
    """Frames, not seconds: every part of an endless sentence is read once."""
    part = "Sergei Lavrov met John Kerry in Geneva on Monday and "
    few, many = (len(frames(part * n + "left.", "en")) for n in (5, 20))
    assert many <= 4 * few
