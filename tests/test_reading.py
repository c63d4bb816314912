"""Arabic read natively: names, offices, talks, events, modality and attribution."""

import pytest
from conftest import named, read

from kg.evaluation import score
from kg.evaluation.annotations import from_json, to_json
from kg.model.claims import Reading


def test_the_seed_reaches_the_agreed_scores(seed: Reading, seed_gold: dict[str, object]) -> None:
    scores = score.score_text(seed_gold, to_json(seed))
    layers = {name: tally.prf()[2] for name, tally in scores.layers.items()}
    assert layers["mentions relaxed"] >= 0.98
    assert layers["times value"] == 1.0
    assert layers["facts"] >= 0.98
    assert layers["facts strict"] >= 0.86
    assert scores.extra_event_rate == 0.0


def test_annotations_survive_the_way_to_json_and_back(seed: Reading) -> None:
    data = to_json(seed)
    again = to_json(from_json(data))
    assert [f["type"] for f in again["facts"]] == [f["type"] for f in data["facts"]]
    layers = score.score_text(data, again).layers
    assert all(tally.prf()[2] == 1.0 for tally in layers.values())


# --- names and offices -----------------------------------------------------------------


def test_part_of_a_name_stands_for_the_person_named_in_full() -> None:
    reading = read(
        "وصل الرئيس الكازاخستاني نور سلطان نزار باييف أمس.\nوقال باييف إن المحادثات بدأت."
    )
    people = {m.key for m in reading.mentions if m.type == "Person"}
    assert named(reading, "Person") == ["نور سلطان نزار باييف", "باييف"]
    assert people == {"person/nursultan-nazarbayev"}


def test_the_channel_and_the_town_of_one_name() -> None:
    reading = read("أفادت مراسلة الميادين أن الجيش دخل مدينة الميادين.")
    found = [(m.type, m.key) for m in reading.mentions if m.type in ("Organization", "Place")]
    assert ("Organization", "organization/al-mayadeen") in found
    assert ("Place", "place/mayadin") in found


def test_a_capital_that_acts_is_its_state() -> None:
    reading = read("وتؤكد موسكو ضرورة الحوار، فيما وصل الوفد إلى موسكو.")
    assert [m.type for m in reading.mentions] == ["State", "Place"]


def test_an_adjective_of_nationality_is_no_state() -> None:
    assert named(read("ذكرت صحف سورية أن الوفد وصل."), "State") == []


# --- talks and documents ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("وفقا لقرار مجلس الأمن الدولي 2254 (2015)", "resolution/S-RES-2254-2015"),
        ("تطبيقا للقرار 1701", "resolution/S-RES-1701-2006"),
        ("القرار رقم 242", "resolution/S-RES-242-1967"),
    ],
)
def test_resolutions(text: str, key: str) -> None:
    assert key in {m.key for m in read(text).mentions}


# --- modality and attribution ----------------------------------------------------------


def test_three_tellings_are_one_event_with_three_claims(seed: Reading) -> None:
    deaths = [h for h in seed.happenings if h.main.type == "ViolentEvent"]
    assert len(deaths) == 1
    assert len(deaths[0].frames) == 4
    assert {frame.status for frame in deaths[0].frames} == {"occurred", "unconfirmed"}


def test_every_mention_and_frame_lies_on_the_words_it_names(seed: Reading) -> None:
    text = seed.article.text
    for happening in seed.happenings:
        for frame in happening.frames:
            assert frame.evidence.covers(frame.trigger)
            assert frame.trigger.of(text).strip() == frame.trigger.of(text)
    for mention in seed.mentions:
        assert not any(c in mention.span.of(text) for c in '"”\n')
