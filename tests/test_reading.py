"""Arabic read natively: names, offices, talks, events, modality and attribution."""

import json
from pathlib import Path

import pytest
from conftest import named, read, told

from kg.evaluation import score
from kg.evaluation.annotations import from_json, to_json
from kg.model.claims import Reading


def test_the_seed_reaches_the_agreed_scores(seed: Reading, seed_gold: dict[str, object]) -> None:
    scores = score.score_text(seed_gold, to_json(seed))
    layers = {name: tally.prf()[2] for name, tally in scores.layers.items()}
    assert layers["mentions relaxed"] >= 0.90
    assert layers["times value"] == 1.0
    assert layers["facts"] >= 0.90
    assert layers["facts strict"] >= 0.75
    assert scores.extra_event_rate <= 0.05


def test_other_articles_are_read_without_error_and_not_worse_than_before(shared: Path) -> None:
    gold = {}
    for path in sorted((shared / "gold" / "dev").glob("ar-*.json")):
        gold[path.name] = json.loads(path.read_text(encoding="utf-8"))
    assert len(gold) == 17
    predicted = {
        name: to_json(read(d["text"], published=d["published"], id_=d["id"]))
        for name, d in gold.items()
    }
    layers = score.score(gold, predicted)["ar"].layers
    assert layers["mentions relaxed"].prf()[2] > 0.78
    assert layers["times value"].prf()[2] > 0.93
    assert layers["facts"].prf()[2] > 0.55
    assert layers["facts"].prf()[0] > 0.78


def test_annotations_survive_the_way_to_json_and_back(seed: Reading) -> None:
    data = to_json(seed)
    again = to_json(from_json(data))
    assert [f["type"] for f in again["facts"]] == [f["type"] for f in data["facts"]]
    layers = score.score_text(data, again).layers
    assert all(tally.prf()[2] == 1.0 for tally in layers.values())


# --- names and offices -----------------------------------------------------------------


def test_conjoined_offices_pair_with_conjoined_names() -> None:
    text = "أعلن وزيرا الخارجية والدفاع الفرنسيان جان إيف لودريان وفلورنس بارلي أن الوفد وصل."
    pairs = [(t["holder"], t["office"]) for t in told(read(text), "HoldsOffice")]
    assert len(pairs) == 2
    assert "لودريان" in str(pairs[0][0])
    assert pairs[1][0] == ["فلورنس بارلي"]


def test_a_name_nobody_listed_is_found_behind_its_title() -> None:
    reading = read("قال وزير الصحة الأردني نضال الخوالدة الأحد إن الوضع مستقر.")
    assert named(reading, "Person") == ["نضال الخوالدة"]
    assert told(reading, "Statement")[0]["time"] == "2018-03-18"


def test_part_of_a_name_stands_for_the_person_named_in_full() -> None:
    reading = read(
        "وصل الرئيس الكازاخستاني نور سلطان نزار باييف أمس.\nوقال باييف إن المحادثات بدأت."
    )
    people = {m.key for m in reading.mentions if m.type == "Person"}
    assert named(reading, "Person") == ["نور سلطان نزار باييف", "باييف"]
    assert people == {"person/nursultan-nazarbayev"}


def test_the_counterpart_has_the_same_office_elsewhere() -> None:
    text = "التقى وزير الخارجية المصري سامح شكري في القاهرة أمس الاثنين نظيره السعودي عادل الجبير."
    reading = read(text)
    keys = {m.key for m in reading.mentions if m.type == "Office"}
    assert "office/saudi-arabia-foreign-minister" in keys
    (met,) = told(reading, "Meeting")
    assert met["attendee"] == ["سامح شكري", "عادل الجبير"]
    assert (met["place"], met["time"]) == ("القاهرة", "2018-03-19")


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


def test_the_last_of_a_counted_series_has_its_number() -> None:
    text = "وجرت في جنيف خمس جولات من المحادثات السورية واختتمت الأخيرة في 19 أيار 2017."
    reading = read(text, published="2017-06-01")
    rounds = {m.key for m in reading.mentions if m.type == "TalksRound"}
    assert "round/geneva-talks-on-syria-5" in rounds
    times = {str(t["topic"]): t["time"] for t in told(reading, "TalksRound")}
    assert sorted(times.values()) == ["../2017-05-19", "2017-05-19"]


def test_a_round_announced_is_planned_and_one_hoped_for_possible() -> None:
    planned = read(
        "ومن المقرر أن تعقد الجولة الثالثة من المحادثات اليمنية في جنيف في أيلول المقبل."
    )
    assert [(t["status"], t["time"]) for t in told(planned, "TalksRound")] == [
        ("planned", "2018-09")
    ]
    possible = read("الجولة الثالثة من المحادثات اليمنية في جنيف قد تبدأ في أيلول المقبل.")
    assert [t["status"] for t in told(possible, "TalksRound")] == ["possible"]


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


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("التقى لافروف تيلرسون في فيينا.", ["occurred"]),
        ("سيلتقي لافروف تيلرسون في فيينا.", ["planned"]),
        ("قد يلتقي لافروف تيلرسون في فيينا.", ["possible"]),
        ("لم يلتق لافروف تيلرسون في فيينا.", []),
    ],
)
def test_modality_of_a_meeting(text: str, statuses: list[str]) -> None:
    assert [t["status"] for t in told(read(text), "Meeting")] == statuses


def test_the_agency_carries_and_the_ministry_speaks() -> None:
    text = 'نقلت وكالة "سبوتنيك” عن مصدر في الخارجية الروسية قوله إن الجولة تأجلت.'
    (said,) = told(read(text), "Statement")
    assert said["speaker"] == ["الخارجية الروسية"]
    assert said["addressee"] == ["سبوتنيك"]


def test_a_medium_that_reports_makes_no_statement_of_its_own() -> None:
    assert told(read("وذكرت وكالة رويترز أن لافروف وصل."), "Statement") == []


def test_repeated_remarks_are_one_statement_and_an_earlier_one_another() -> None:
    text = (
        "قال دي ميستورا إن العمل مستمر.\nوأضاف دي ميستورا أن الوفد وصل.\n"
        "وكان دي ميستورا ذكر في وقت سابق أن الموعد لم يحدد."
    )
    assert len(told(read(text), "Statement")) == 2


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
