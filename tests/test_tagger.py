"""The name model: what it finds, that it counts on nothing but its input, and its score."""

import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT

from kg.errors import InputError
from kg.languages.arabic import tagger as module
from kg.languages.arabic.gazetteer import gazetteer
from kg.languages.arabic.tagfeatures import LISTS, PHRASE_LISTS, Lists, Token, affixes, token
from kg.languages.arabic.tagger import Tagged, Tagger, tagger

FIRST = "وقال الخبير الاقتصادي جيمس ميلفيل إن شركة نوكيا ستغلق مصنعها في تامبيري"
SECOND = "والتقت إليزابيث شاكلفورد عددا من الصحفيين"


def tokens(text: str) -> list[Token]:
    doc = gazetteer("ar").nlp.make_doc(text)
    return [token(t.norm_, t.text, proclitic=t._.proclitic) for t in doc]


def model() -> Tagger:
    loaded = tagger("ar")
    assert loaded is not None
    return loaded


def named(text: str, found: list[Tagged]) -> set[tuple[str, str]]:
    doc = gazetteer("ar").nlp.make_doc(text)
    return {(doc[f.start : f.end].text, f.label) for f in found}


def test_people_places_and_bodies_that_nobody_listed() -> None:
    found, chances = model().tag([tokens(FIRST)])
    assert ("جيمس ميلفيل", "PER") in named(FIRST, found)
    assert ("تامبيري", "LOC") in named(FIRST, found)
    assert all(0 < name.confidence <= 1 for name in found)
    assert chances[0].shape == (len(tokens(FIRST)),)
    assert chances[0][0] < 0.05  # «و»


def test_a_sentence_is_read_alike_alone_and_beside_others() -> None:
    one, two = tokens(FIRST), tokens(SECOND)
    together, chances = model().tag([one, two])
    apart = [*model().tag([one])[0], *model().tag([two])[0]]
    assert [(t.start, t.end, t.label) for t in together] == [
        (t.start, t.end, t.label) for t in apart
    ]
    assert np.allclose(chances[1], model().tag([two])[1][0], atol=1e-4)


def test_long_sentences_and_none() -> None:
    assert model().tag([]) == ([], [])
    long = tokens(FIRST) * 20
    found, chances = model().tag([long])
    assert len(chances[0]) == len(long)
    assert sum(name.label == "PER" for name in found) >= 15


def test_a_damaged_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "names-ar.npz").write_bytes(b"PK broken")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    module.tagger.cache_clear()
    try:
        with pytest.raises(InputError, match=r"names-ar\.npz"):
            tagger("ar")
        assert tagger("en") is None
    finally:
        module.tagger.cache_clear()


def test_lists_mark_words_with_and_without_the_article_and_whole_names() -> None:
    place, head = 1 << LISTS.index("place"), 1 << LISTS.index("head of bodies")
    lists = Lists({"قاهره": place, "وزاره": head}, {"دير الزور": 1 << PHRASE_LISTS.index("place")})
    assert lists.of_word("القاهره").sum() > lists.of_word("قمر").sum()
    flags = lists.phrase_flags(["في", "دير", "الزور"])
    assert flags[1, 0] == 1
    assert flags[2, 1] == 1
    assert flags[0].sum() == 0


def test_affixes_know_where_the_word_ends() -> None:
    assert {"wجنيف", "p^ج", "sف$", "l4"} <= set(affixes("جنيف"))


def test_score_on_the_test_part_of_anercorp(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT), *sys.path])
    from tools.names.corpora import anercorp
    from tools.names.scored import score

    training, test = anercorp(shared / "data/ner/anercorp/ANERCorp.HassanAzzam.txt")
    assert sum(len(s.words) for s in training) == 125_088
    assert sum(len(s.words) for s in test) == 25_034
    assert score(module.FOLDER / "names-ar.npz", test)["ALL"][2] >= 74
