"""Why a fact was read: rule, words and confidence, in a reading, in a store, for people."""

import math
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import RECORDED, SEED_ID, read

from kg import cli
from kg.ask import accounts
from kg.commands import explain
from kg.errors import UsageError
from kg.evaluation.score import halves, sure
from kg.model.claims import Frame, Reading, Span
from kg.pipeline import pipeline, read_article, tokenized
from kg.quads import store
from kg.reading import confidence
from kg.reading.document import document_of
from kg.reading.framerules import frame_rules
from kg.reading.grounds import grounded
from kg.reading.setting import Setting
from kg.resources import SEEDS
from kg.text.articles import make_article

TEXT = (
    "أعلن الكرملين أن الرئيس الروسي فلاديمير بوتين سيلتقي نظيره الفرنسي إيمانويل ماكرون "
    "في سوتشي يوم الجمعة."
)


def of_type(reading: Reading, type_: str) -> Frame:
    return next(h.main for h in reading.happenings if h.main.type == type_)


def words(text: str, frame: Frame) -> dict[str, str]:
    assert frame.grounds is not None
    return {role: span.of(text) for role, _, span in frame.grounds.arguments}


def test_a_frame_knows_its_rule_its_arguments_and_its_cues() -> None:
    meeting = of_type(read(TEXT), "Meeting")
    assert meeting.grounds is not None
    rule = meeting.grounds.rule
    assert (rule.language, rule.type, rule.lemma) == ("ar", "Meeting", "التقى")
    assert rule.construction == "subject-verb"
    assert words(TEXT, meeting)["place"] == "سوتشي"
    assert meeting.window is not None
    assert meeting.window.phrase is not None
    assert meeting.window.phrase.of(TEXT) == "يوم الجمعة"


def test_the_cues_are_the_words_that_show_modality_and_attribution(seed: Reading) -> None:
    rounds = [f for h in seed.happenings for f in h.frames if f.type == "TalksRound"]
    cues = {
        f.status: {kind: span.of(seed.article.text) for kind, span in f.grounds.cues}
        for f in rounds
        if f.grounds and f.source
    }
    assert cues["possible"] == {"attribution": "عن", "modality": "قد"}
    assert cues["planned"] == {"attribution": "ذكر", "modality": "موعد"}


@pytest.mark.parametrize(
    ("language", "text", "cue"),
    [
        ("en", "According to the Kremlin, Vladimir Putin met Bashar al-Assad.", "According"),
        ("fr", "Selon le Kremlin, Emmanuel Macron a reçu Vladimir Poutine à Paris lundi.", "Selon"),
    ],
)
def test_according_to_is_a_cue_of_attribution(language: str, text: str, cue: str) -> None:
    reading = read_article(make_article("t", text, {"language": language}))
    frames = [h.main for h in reading.happenings if h.main.type in ("Meeting", "Visit")]
    cues = {kind: span.of(text) for f in frames if f.grounds for kind, span in f.grounds.cues}
    assert cues.get("attribution") == cue


def test_a_reader_may_name_its_own_construction() -> None:
    doc = tokenized(make_article("t", TEXT, {"language": "ar"}), None)
    for _, component in pipeline("ar").pipeline:
        doc = component(doc)
    read = document_of(doc).names
    assert read is not None
    setting = Setting(words=read.words, linker=read.linker, found=list(read.found), times=())
    verb = Span(TEXT.index("سيلتقي"), TEXT.index(" نظيره"))
    meeting = Frame("Meeting", verb, Span(0, len(TEXT)), "planned", construction="own")
    (frame,) = grounded(setting, [meeting])
    assert frame.grounds is not None
    assert str(frame.grounds.rule) == "ar.Meeting.own.التقى"


def test_a_store_tells_the_same_as_the_reading(seed: Reading, seed_store: ox.Store) -> None:
    told = [account for fact in accounts.of_reading(seed) for account in fact]
    assert len(told) == sum(len(happening.frames) for happening in seed.happenings)
    stored = {a.claim: a for a in accounts.of_store(seed_store, [t.claim for t in told])}
    for account in told:
        other = stored[account.claim]
        assert (other.rule, other.evidence) == (account.rule, account.evidence)
        assert other.confidence == pytest.approx(account.confidence, abs=0.006)
        assert {m.span for m in other.marks} == {m.span for m in account.marks}
        assert {m.what for m in other.marks} <= {m.what for m in account.marks} | {"invokes"}
        assert (other.when, other.why) == (account.when, account.why)


def test_a_fact_is_found_by_iri_key_beginning_and_label(seed_store: ox.Store) -> None:
    key = "event/meeting-sergey-lavrov-staffan-de-mistura-9882c6"
    found = accounts.find(seed_store, key)
    assert len(found) == 1
    for asked in (
        f"https://w3id.org/dtkg/id/{key}",
        f"<https://w3id.org/dtkg/id/{key}>",
        key.replace("event/", "event:"),
        "meeting-sergey-lav",
        found[0],
        "لقاء ستافان دي ميستورا وسيرغي لافروف",
    ):
        assert accounts.find(seed_store, asked) == found, asked
    assert len(accounts.find(seed_store, "round/geneva-talks-on-syria-8")) == 2
    with pytest.raises(UsageError, match="2 facts fit"):
        accounts.find(seed_store, "event/meeting-")
    with pytest.raises(UsageError, match="no such fact"):
        accounts.find(seed_store, "event/nothing")


def test_the_sentence_is_marked_and_keeps_its_direction(seed_store: ox.Store) -> None:
    claims = accounts.find(seed_store, "event/meeting-sergey-lavrov")
    (account,) = accounts.of_store(seed_store, claims)
    plain = "\n".join(explain.lines(account))
    assert "[3 سيلتقي]" in plain
    assert "ar.Meeting.subject-verb.التقى" in plain
    sentence = plain.splitlines()[1].strip()
    assert sentence[0] == "\u2067"
    assert sentence[-1] == "\u2069"
    coloured = "\n".join(explain.lines(account, colour=True))
    assert "\033[1;33mسيلتقي\033[0m" in coloured
    assert "[3 " not in coloured


def test_the_command_explains_a_store_or_a_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(SEEDS / f"{SEED_ID}.txt")
    assert cli.main(["explain", "--text", path, "1"]) == cli.DONE
    assert "confidence" in capsys.readouterr().out
    assert cli.main(["explain", "--text", path, "99"]) == cli.WRONG_USAGE
    assert "name a fact by its number, 1 to" in capsys.readouterr().err
    assert cli.main(["explain", "--store", str(tmp_path)]) == cli.WRONG_USAGE
    assert "name a fact" in capsys.readouterr().err


def test_an_argument_of_another_sentence_is_shown_with_its_place() -> None:
    text = "زار لافروف دمشق. وقال إن الزيارة مفيدة."
    account = accounts.Account(
        claim="claim/a",
        event="event/a",
        label="Statement",
        status="occurred",
        rule="ar.Statement.verb-implied.قال",
        confidence=0.8,
        article="a",
        language="ar",
        origin="",
        text=text,
        evidence=Span(17, len(text)),
        marks=(
            accounts.Mark(Span(18, 21), "trigger"),
            accounts.Mark(Span(4, 10), "speaker", "Sergey Lavrov"),
        ),
    )
    told = list(explain.lines(account))
    assert "[2 قال]" in told[1]
    assert "لافروف" not in told[1]
    assert "elsewhere: \u2067…زار لافروف دمشق" in told[2]


# --- confidence --------------------------------------------------------------------------


def test_confidence_is_the_logistic_of_the_weights() -> None:
    weights = confidence.table()["weights"]
    name, weight = next(iter(sorted(weights.items())))
    base = float(confidence.table()["base"])
    assert confidence.probability([name]) == pytest.approx(1 / (1 + math.exp(-base - weight)))
    assert confidence.probability(["never seen"]) == pytest.approx(1 / (1 + math.exp(-base)))
    assert 0 < confidence.probability(list(weights)) < 1


def test_every_weight_is_a_feature_that_readings_can_have(seed: Reading) -> None:
    known = {f.split(" ")[0] for h in seed.happenings for f in confidence.features(h.main, 2)}
    known |= {"all", "some", "doubted", "argument", "time", "status", "told", *frame_rules()}
    assert {name.split(" ")[0] for name in confidence.table()["weights"]} <= known


def test_facts_less_sure_are_left_out(seed: Reading) -> None:
    least = sorted(h.main.confidence for h in seed.happenings)[3]
    kept = read_article(seed.article, least=least).happenings
    assert 0 < len(kept) < len(seed.happenings)
    assert all(h.main.confidence >= least for h in kept)
    assert read_article(seed.article, least=1.0).happenings == ()


def test_a_weighed_reading_conforms_and_keeps_its_confidence(tmp_path: Path) -> None:
    opened = store.open_store(tmp_path / "store")
    reading = read(TEXT)
    store.add(opened, reading, recorded=RECORDED)
    meeting = of_type(reading, "Meeting")
    claims = accounts.find(opened, "event/meeting-")
    (account,) = accounts.of_store(opened, claims)
    assert account.confidence == pytest.approx(meeting.confidence, abs=0.006)


def test_min_confidence_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(SEEDS / f"{SEED_ID}.txt")
    assert cli.main(["build", path, "--into", str(tmp_path), "--min-confidence", "1"]) == cli.DONE
    assert "0 claims" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        cli.main(["build", path, "--min-confidence", "2"])
    assert "is no probability" in capsys.readouterr().err


def test_halves_take_turns_within_a_language() -> None:
    gold = {name: {"language": name[:2]} for name in ("ar-1", "ar-2", "ar-3", "en-1", "fr-1")}
    first, second = halves(gold)
    assert sorted(first) == ["ar-1", "ar-3", "en-1", "fr-1"]
    assert sorted(second) == ["ar-2"]


def test_a_prediction_without_confidence_is_kept_whole() -> None:
    made = {"facts": [{"id": "f1"}, {"id": "f2", "confidence": 0.2}]}
    assert [fact["id"] for fact in sure(made, 0.5)["facts"]] == ["f1"]
