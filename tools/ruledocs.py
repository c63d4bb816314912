"""docs/languages.md: every table and list of the rule files, from their declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.rulefiles import files
from kg.rulefiles.entries import Entry
from kg.rulefiles.tables import Each, Records, Table
from kg.rulefiles.triggerlists import LISTS
from tools.rulereaders import readers

_HEAD = """\
# Rule files

What may stand in `ontology/*.toml`, `seeds/judgements.toml` and two files of `seeds/knowledge`.
This page is made from `kg/rulefiles` by `make docs`. The files hold what the readers know of a
language, and what the graph and the page say; they are made to be edited.

- `kg knowledge check FILE` tells what is wrong with one: line, key, cure. Every command that
  reads a wrong file says the same in one line, and ends with exit code 2.
- A word list is `name = ["word", "phrase of words"]`. Spelling of hamza, diacritics and accents
  does not matter; in English and French a star stands for any ending: `"bomb*"`.
- A long list goes over several lines: `python -m tools.wrapped FILE` writes it so.
- A trigger of one's own, `[triggers.NAME]` with `frame` and `roles`, needs no Python.
- Any other list is read by a module. A new one is declared in `kg/rulefiles`, one line each, and
  asked for by its name; a list that nobody reads is refused, and so is a look-up of a list that
  nobody declared.

*?* behind a name: a file may lack it."""


def rule_files() -> Iterator[str]:
    """The page, line by line."""
    yield _HEAD
    for title, entry, language in (
        ("Arabic: `ar.toml`", files.ARABIC, "ar"),
        ("Languages that a parser reads: `en.toml`, `fr.toml`", files.PARSED, "en"),
    ):
        yield from ("", f"## {title}")
        for name, below in entry.entries.items():
            if name == "triggers":
                yield from _triggers(below, language)
            elif name != "dates" or language == "ar":
                yield from _section(name, below, language)
    for name, shared in files.DECLARED.items():
        if shared not in (files.ARABIC, files.PARSED):
            yield from ("", f"## `{name}`", "", f"{shared.says}.", "")
            yield from _shared(shared)


def _entries(entry: Entry) -> Mapping[str, Entry]:
    return entry.entries if isinstance(entry, Table) else {}


def _name(name: str, entry: Entry) -> str:
    return f"`{name}`" + ("" if entry.needed else " ?")


def _section(name: str, section: Entry, language: str) -> Iterator[str]:
    languages = "; the same tables in every language" if name == "dates" else ""
    yield from ("", f"### `[{name}]`", "", f"{section.says}{languages}.", "")
    yield from ("| key | what to write | what it is | read by |", "|---|---|---|---|")
    for key, entry in _entries(section).items():
        by = ", ".join(f"`{m}`" if "/" in m else m for m in readers(name, key, language))
        yield f"| {_name(key, entry)} | {entry.kind} | {entry.says} | {by} |"
    for key, entry in _entries(section).items():
        if _entries(entry):
            yield from ("", f"`[{name}.{key}]`: " + _inline(entry) + ".")
        elif isinstance(entry, Records):
            yield from ("", f"`[[{name}.{key}]]`: " + _inline(entry.record) + ".")


def _inline(entry: Entry) -> str:
    told = (f"{_name(k, e)} {e.says or e.kind} ({e.kind})" for k, e in _entries(entry).items())
    return "; ".join(told)


def _triggers(section: Entry, language: str) -> Iterator[str]:
    yield from ("", "### `[triggers]`", "")
    yield f"{section.says}. A builder asks for these by name:"
    yield from ("", "| trigger | what it tells | its lists |", "|---|---|---|")
    assert isinstance(section, Table)
    assert isinstance(section.others, Table)
    common = section.others.entries.keys() - LISTS.keys()
    lists: dict[str, Entry] = {}
    for name, trigger in section.entries.items():
        own = {k: e for k, e in _entries(trigger).items() if k not in common}
        lists |= own
        listed = ", ".join(_name(k, e) for k, e in own.items() if e.needed or k not in _ANY)
        yield f"| {_name(name, trigger)} | {trigger.says} | {listed} |"
    yield from ("", "Any trigger:", "", "| key | what to write | what it is |", "|---|---|---|")
    for name in sorted(common):
        entry = section.others.entries[name]
        yield f"| {_name(name, entry)} | {entry.kind} | {entry.says} |"
    yield from ("", "Their lists:", "", "| list | what it is | read by |", "|---|---|---|")
    for name, entry in sorted(lists.items()):
        by = ", ".join(f"`{m}`" for m in readers("triggers", name, language))
        yield f"| `{name}` | {entry.says} | {by} |"


_ANY = ("verbs", "nouns", "light", "occasion", "opens", "attached")


def _shared(entry: Entry) -> Iterator[str]:
    if isinstance(entry, Each):
        yield f"A table for each {entry.key}: " + _inline(entry.value) + "."
        return
    yield from ("| key | what to write | what it is |", "|---|---|---|")
    yield from _rows("", entry)


def _rows(before: str, entry: Entry) -> Iterator[str]:
    for key, below in _entries(entry).items():
        yield f"| {_name(before + key, below)} | {below.kind} | {below.says} |"
        inner = below.record if isinstance(below, Records) else below
        inner = inner.value if isinstance(inner, Each) else inner
        mark = "[]." if isinstance(below, Records) else ".*." if isinstance(below, Each) else "."
        yield from _rows(f"{before}{key}{mark}", inner)
