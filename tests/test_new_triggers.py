"""A trigger with roles, added to a language file, tells of events without any Python."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from facts import facts

from kg.resources import language_file
from kg.text import lexicon

Added = Callable[[str, str], None]
_CACHED = (
    lexicon.load,
    lexicon.read_tables,
    lexicon._words,
    lexicon._phrases,
    lexicon._numbers,
    lexicon._heads,
)


def _forget() -> None:
    for cached in _CACHED:
        cached.cache_clear()


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Added]:
    """Reads a language from a copy of its file, with more behind it."""

    def add(language: str, more: str) -> None:
        path = tmp_path / f"{language}.toml"
        own = language_file(language).read_text(encoding="utf-8")
        path.write_text(f"{own}\n{more}", encoding="utf-8")
        monkeypatch.setattr(lexicon, "language_file", lambda name: tmp_path / f"{name}.toml")
        _forget()

    yield add
    monkeypatch.undo()
    _forget()


CASES = [
    (
        "ar",
        """
[triggers.greet]
frame = "Meeting"
verbs = ["صافح يصافح"]
[triggers.greet.roles]
subject = "attendee"
object = "attendee"
""",
        "صافح سيرغي لافروف جون كيري في جنيف.",
        ["Meeting occurred; attendee person/john-kerry, person/sergey-lavrov; place place/geneva"],
    ),
    (
        "ar",
        """
[triggers.boycott]
frame = "Sanction"
verbs = ["قاطع يقاطع"]
[triggers.boycott.roles]
subject = "perpetrator"
object = "target"
""",
        "قاطعت السعودية قطر.",
        ["Sanction occurred; perpetrator state/saudi-arabia; target state/qatar"],
    ),
    (
        "en",
        """
[triggers.hug]
frame = "Meeting"
verbs = ["hug", "hugged"]
[triggers.hug.roles]
subject = "attendee"
object = "attendee"
""",
        "Sergey Lavrov hugged John Kerry in Geneva.",
        ["Meeting occurred; attendee person/john-kerry, person/sergey-lavrov; place place/geneva"],
    ),
    (
        "en",
        """
[triggers.boycott]
frame = "Sanction"
verbs = ["boycotted"]
[triggers.boycott.roles]
subject = "perpetrator"
object = "target"
""",
        "Saudi Arabia boycotted Qatar.",
        ["Sanction occurred; perpetrator state/saudi-arabia; target state/qatar"],
    ),
    (
        "fr",
        """
[triggers.hug]
frame = "Meeting"
verbs = ["embrass*"]
[triggers.hug.roles]
subject = "attendee"
object = "attendee"
""",
        "Sergueï Lavrov a embrassé John Kerry à Genève.",
        ["Meeting occurred; attendee person/john-kerry, person/sergey-lavrov; place place/geneva"],
    ),
    (
        "fr",
        """
[triggers.boycott]
frame = "Sanction"
verbs = ["boycott*"]
[triggers.boycott.roles]
subject = "perpetrator"
object = "target"
""",
        "L'Arabie saoudite a boycotté le Qatar.",
        ["Sanction occurred; perpetrator state/saudi-arabia; target state/qatar"],
    ),
]


@pytest.mark.parametrize(("language", "more", "text", "told"), CASES)
def test_a_trigger_with_roles_is_enough(
    added: Added, language: str, more: str, text: str, told: list[str]
) -> None:
    assert facts(text, language) == ["nothing"]
    added(language, more)
    assert facts(text, language) == told
