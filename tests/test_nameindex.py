"""What a spelling may stand for: known, honestly ambiguous, or unknown."""

from datetime import date

import pytest

from kg.background import knowledge
from kg.background.bearing import bearings
from kg.background.nameindex import index

# Read in news of 2018 (the ANT corpus), in no file of ours.
HELD_BACK = {
    "دونالد ترمب": "person/donald-trump",
    "فلاديمير بوتن": "person/vladimir-putin",
    "جاستن ترودو": "person/justin-trudeau",
    "ديمتري بيسكوف": "person/dmitry-peskov",
    "رودريغو دوتيرتي": "person/rodrigo-duterte",
    "كارين بيرس": "person/karen-pierce",
    "بيل كلينتون": "person/bill-clinton",
    "ميشال بارنييه": "person/michel-barnier",
    "فاسيلي نيبنزيا": "person/vasily-nebenzya",
    "جيرمي هانت": "person/jeremy-hunt",
    "ماريا زخاروفا": "person/maria-zakharova",
    "مارتن غريفث": "person/martin-griffiths",
    "ألكسندر لافرنتييف": "person/alexander-lavrentiev",
    "سكوت موريسون": "person/scott-morrison",
    "ريكس تليرسون": "person/rex-tillerson",
    "أحمد أوزمجو": "person/ahmet-uzumcu",
    "ميشيل باشليت": "person/michelle-bachelet",
    "سانت بطرسبورج": "place/saint-petersburg",
    "بنجلادش": "state/bangladesh",
    "جبهة بوليساريو": "organization/polisario-front",
}


@pytest.mark.parametrize("spelling", HELD_BACK)
def test_spellings_that_no_file_holds(spelling: str) -> None:
    for path in knowledge.FOLDER.glob("*.t*"):
        assert spelling not in path.read_text(encoding="utf-8"), path.name
    found = index().find(spelling)
    keys = [match.key for match in found.matches]
    assert HELD_BACK[spelling] in keys
    assert found.status == ("known" if len(keys) == 1 else "ambiguous")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ISIL", "organization/islamic-state"),
        ("داعش", "organization/islamic-state"),
        ("Lavrov", "person/sergey-lavrov"),
        ("والولايات المتحدة", "state/united-states"),
        ("لموسكو", "place/moscow"),
        ("Suriye", "state/syria"),
        ("Russie", "state/russia"),
    ],
)
def test_names_in_three_languages_and_with_particles(text: str, key: str) -> None:
    assert index().find(text).key == key


@pytest.mark.parametrize("word", ["مستعدون", "المهاجرين", "بالقرب", "استنكار", "للشركات"])
def test_everyday_words_that_sound_like_names_are_unknown(word: str) -> None:
    assert index().find(word).status == "unknown"


def test_context_tells_homonyms_apart() -> None:
    both = index().find("Tripoli")
    assert {match.key.split("/")[0] for match in both.matches} == {"place"}
    lebanon = index().find("Tripoli", states=["state/lebanon"])
    assert lebanon.key is not None
    facts = knowledge.load().entities[lebanon.key].facts
    assert ("state", "state/lebanon") in facts


def test_the_day_tells_who_is_meant() -> None:
    alone = index().find("Williams", types=["person"])
    assert alone.status in ("ambiguous", "known")
    day = date(2020, 6, 1)
    known = knowledge.load()
    for match in index().find("Williams", types=["person"], day=day).matches:
        assert known.offices_of(match.key, day)


@pytest.mark.parametrize(
    "name",
    [
        "de Gaulle",  # the consonants of «داود أوغلو»
        "George P. Bush",  # of «جورج بوش»; their initials are others
        "Maher al-Assad",
    ],
)
def test_others_who_only_share_sounds_are_nobody_known(name: str) -> None:
    assert index().find(name, types=["person"]).key is None
    assert index().respelt(name) is None


@pytest.mark.parametrize("name", ["جونغ اون", "كيم جونغ", "غو ميونغ هيون"])
def test_syllables_are_not_another_person_s_name(name: str) -> None:
    assert index().respelt(name) is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("مون جاي-إين", "person/moon-jae-in"),
        ("كيم داي جونغ", "person/kim-dae-jung"),
        ("عمر حسن أحمد البشير", "person/omar-al-bashir"),
    ],
)
def test_another_spelling_of_all_of_a_name_is_the_person(name: str, key: str) -> None:
    assert index().respelt(name, states=bearings().states_of(key)) == key
    assert index().respelt(name) is None  # likeness alone is no evidence
