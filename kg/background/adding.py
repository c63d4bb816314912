"""Lines of Turtle for knowledge of one's own: a person, a tenure, a body, an alias, a round.

Each is one line that stands by itself in a file with the prefixes of ``HEAD``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from kg.background import proofread
from kg.background.proofread import Remark
from kg.errors import InputError
from kg.spelling import samename

_ID = "https://w3id.org/dtkg/id/"
_KINDS = ("person", "office", "organization", "tenure", "process", "round", "place", "source")
HEAD = "\n".join(
    (
        "# Knowledge of one's own: kg knowledge check FILE explains what is wrong.",
        "@prefix dip:  <https://w3id.org/dtkg/ns#> .",
        "@prefix sem:  <http://semanticweb.cs.vu.nl/2009/11/sem/> .",
        "@prefix prov: <http://www.w3.org/ns/prov#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        "@prefix xsd:  <http://www.w3.org/2001/XMLSchema#> .",
        *(f"@prefix {kind}: <{_ID}{kind}/> ." for kind in _KINDS),
    )
)
_STAMP = 'dip:knowledgeStatus "memory" ; prov:wasDerivedFrom source:memory .'


def person(names: Mapping[str, str]) -> str:
    """A person with a name for each language."""
    return f"person:{part(names)} a dip:Person ; {_labels(names)} ; {_STAMP}"


def body(names: Mapping[str, str], kind: str = "") -> str:
    """An organization; ``kind``: such as armed group or news agency."""
    told = f" ; dip:kind {_quoted(kind)}" if kind else ""
    return f"organization:{part(names)} a dip:Organization ; {_labels(names)}{told} ; {_STAMP}"


def alias(key: str, name: str, language: str) -> str:
    """Another name of a thing that is known."""
    return f"{_prefixed(key)} skos:altLabel {_quoted(name)}@{language} ."


def tenure(holder: str, office: str, begin: date, end: date | None = None) -> str:
    """Who held an office from a day on; an end that is not known is left out."""
    key = f"tenure:{_part_of(holder)}-{_part_of(office)}-{begin}"
    days = _days("Begin", begin) + (_days("End", end) if end else "")
    return (
        f"{key} a dip:Tenure ; dip:holder {_prefixed(holder)} ; dip:office {_prefixed(office)}"
        f"{days} ; {_STAMP}"
    )


def talks_round(
    process: str, number: int, names: Mapping[str, str], begin: date, place: str = ""
) -> str:
    """A round of talks of a known process."""
    at = f" ; dip:place {_prefixed(place)}" if place else ""
    return (
        f"round:{_part_of(process)}-{number} a dip:TalksRound ; {_labels(names)} ; "
        f"dip:partOf {_prefixed(process)} ; dip:round {number}{at}{_days('Begin', begin)}"
        f" ; {_STAMP}"
    )


def append(path: Path, line: str) -> list[Remark]:
    """Adds a line to a file, made when it is not there; with remarks the file stays as it was.

    Raises InputError when the file cannot be read or written.
    """
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else HEAD + "\n\n"
        gap = "" if before.endswith("\n") else "\n"
        draft = path.with_name(path.name + ".new")
        draft.write_text(f"{before}{gap}{line}\n", encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be written ({error})") from error
    try:
        remarks = proofread.proofread(draft, instead_of=path)
        if not remarks:
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return remarks


def part(names: Mapping[str, str]) -> str:
    """A key part from the names: the Latin one, else the sounds of the other."""
    latin = names.get("en") or names.get("fr")
    if latin:
        return _slug(latin)
    return _slug(" ".join(samename.sounds(word) for word in " ".join(names.values()).split()))


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o"))
    ascii_ = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-") or "new"


def _labels(names: Mapping[str, str]) -> str:
    written = " , ".join(f"{_quoted(name)}@{language}" for language, name in names.items() if name)
    return f"rdfs:label {written}"


def _days(corner: str, day: date) -> str:
    return "".join(
        f' ; sem:has{side}{corner}TimeStamp "{day}"^^xsd:date' for side in ("Earliest", "Latest")
    )


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _prefixed(key: str) -> str:
    """``person/x`` as ``person:x``; raises InputError for what is no key."""
    kind, slash, rest = key.partition("/")
    if not slash or kind not in (*_KINDS, "state"):
        raise InputError(f"“{key}” is no key; write one as kg knowledge find NAME shows it")
    return f"{kind}:{rest}"


def _part_of(key: str) -> str:
    return _prefixed(key).partition(":")[2]
