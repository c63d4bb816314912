"""Data flows one way: no module imports one that stands beside or above it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

ORDER = {
    "": """
        claims errors letters resources
        articles guard keys offsets verbs
        gold lexicon terms
        background
        dates words
        annotations matching reading
        arabic latin
        confidence happenings identity score vague
        grounds rdf view
        pipeline quads
        accounts exports namesakes sparql store validate
        fulltext html
        network
        pages
        site
        build endpoint
        commands
        cli
        """,
    "background": """
        cache known samename sounds
        frequency plausible respelt seedfiles
        cities
        knowledge
        nameindex proofread
        candidates
        """,
    "dates": """
        needs windows
        rules values
        context
        calendar phrases relative
        resolve
        times
        clues
        dating
        anchoring
        """,
    "reading": """
        framerules linking
        holders
        setting talklinking
        """,
    "arabic": """
        grammar proclitics tagfeatures
        tagger tokenizer
        gazetteer
        bodies linking namereach towns unlisted
        documents names persons talks titlephrase
        agreement groups titles
        subjects
        clauses
        scene
        nouns
        attribution bargaining conflict encounters measures
        affiliations attacks demands rounds votes
        events
        """,
    "latin": """
        words
        gazetteer models
        documents evidence known persons processes titlefront
        bodies talks titlephrase
        names titles
        guesses
        linking parse talklinking
        modality named reading
        antecedents
        actors
        circumstances tellings
        account
        encounters force papers posts retold rounds saying
        demands invocations speech
        events
        """,
    "quads": """
        quadstore trig
        excerpt rdflibview remote
        opening replacing
        draft
        """,
    "endpoint": """
        frozen limits parameters queryui table
        worker
        inplace negotiation
        pages workers
        gate
        repeated
        answering httpserver
        graphstore
        serve
        """,
    "html": """
        layout world
        communities webpage worldread
        ontologywords
        pagedata
        texts
        dossiers
        """,
    "commands": """
        options
        build date explain knowledge score serve
        """,
}
"""Folder -> its modules and folders, level by level: what stands on a line imports from above."""

LEVEL = {
    folder: {name: rank for rank, line in enumerate(lines.split("\n")) for name in line.split()}
    for folder, lines in ORDER.items()
}
ROOT = Path(kg.__file__).parent
MODULES = {path.relative_to(ROOT).with_suffix("").parts: path for path in ROOT.rglob("*.py")}


def imported(path: Path) -> Iterator[tuple[str, ...]]:
    """Every module of the package that a file imports, as folder and name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not any(alias.name.startswith("kg") for alias in node.names), path
        elif isinstance(node, ast.ImportFrom):
            package, *inside = (node.module or "").split(".")
            assert not node.level, path
            for name in [alias.name for alias in node.names] if package == "kg" else []:
                whole = (*inside, name)
                yield whole if whole in MODULES else tuple(inside)


@pytest.mark.parametrize("folder", ORDER)
def test_every_module_has_its_place(folder: str) -> None:
    inside = {parts[-1] for parts in MODULES if "/".join(parts[:-1]) == folder}
    folders = set() if folder else ORDER.keys() - {""}
    assert LEVEL[folder].keys() == inside - {"__init__"} | folders
    listed = ORDER[folder].split()
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("folder", ORDER.keys() - {""})
def test_a_folder_says_what_it_is_and_nothing_more(folder: str) -> None:
    tree = ast.parse(MODULES[folder, "__init__"].read_text(encoding="utf-8"))
    assert len(tree.body) == 1
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("parts", MODULES, ids=".".join)
def test_no_arrow_goes_up(parts: tuple[str, ...]) -> None:
    for target in imported(MODULES[parts]):
        if not target:
            continue  # the version
        folder = parts[0] if parts[0] == target[0] and len(target) > 1 else ""
        ours, other = (parts[1], target[1]) if folder else (parts[0], target[0])
        level = LEVEL[folder]
        assert level[other] < level[ours], f"{'.'.join(parts)} imports {'.'.join(target)}"
