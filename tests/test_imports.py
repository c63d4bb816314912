"""Data flows one way: no module imports one that stands beside or above it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

ORDER = {
    "": """
        cache errors letters memory resources spreadsheets
        files model
        faults rulefiles
        html spelling text
        background
        dates reading
        evaluation events graph
        languages quads
        ask pipeline
        endpoint outputs
        removal
        build
        commands
        cli
        """,
    "ask": """
        accounts guard
        sparql
        fulltext unlinked
        """,
    "background": """
        frequency known
        bounding cities plausible roster
        seedfiles
        knowledge
        bearing proofread
        adding nameindex
        candidates
        """,
    "commands": """
        answers codes options
        date explain export find knowledgeadding progress query remove serve validate
        inputs knowledge score show
        annotate build
        """,
    "dates": """
        needs windows worded
        rules values
        context
        calendar feasts nested numeric phrases relative
        resolve
        times
        clues
        dating
        anchoring
        """,
    "endpoint": """
        connections formats limits parameters queryui table workplace
        frozen gate negotiation outlet spooled using
        changing evaluation pages repeated
        httpserver worker
        process
        lanes
        workers
        answering
        graphstore
        serve
        """,
    "evaluation": """
        annotations gold matching
        score
        """,
    "events": """
        grammar tenures
        roles
        encounters force papers plain speech
        bargaining
        building
        """,
    "graph": """
        identity view
        rdf
        """,
    "html": """
        layout world
        communities network webpage worldread
        ontologywords
        pagedata
        pages texts
        dossiers
        site
        """,
    "languages": """
        registry
        arabic parsed
        """,
    "languages/arabic": """
        grammar namesakes proclitics tagfeatures
        agreement tagger tokenizer
        gazetteer
        documents groups linking media namereach talks titlephrase towns unlisted
        bodies persons subjects
        clauses names titles
        reading scopes
        vouching
        scene
        affiliations invocations nouns subjectmatter utterances
        callingoff demands measures rounds
        occasions
        strikes
        tellings
        syntax
        events
        language
        """,
    "languages/parsed": """
        linking models talklinking words
        evidence gazetteer parse
        documents known named processes surnames tense titlefront vouching
        antecedents bodies modality persons talks
        actors names titlephrase
        circumstances guesses subjectmatter tellings titles
        bearings reading utterances
        syntax
        callingoff demands invocations posts retold rounds
        events
        language
        """,
    "model": """
        vocabulary
        claims keys
        terms
        """,
    "quads": """
        quadstore sending trig
        excerpt namesakes networks rdflibview remote validate
        exports opening removing replacing
        draft
        store
        """,
    "reading": """
        confidence framerules linking scopes vague
        document happenings holders talklinking
        setting
        grounds ours retracted
        """,
    "rulefiles": """
        entries
        compact lines tables values
        arabic dates knowledge shared triggerlists
        page parsed triggers
        names
        files
        guidelines
        """,
    "spelling": """
        samename sounds
        respelt
        """,
    "text": """
        findings language offsets plain verbs
        decoding lexicon sameness
        sidecars words
        formats
        strays
        articles
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
    depth = len(folder.split("/")) if folder else 0
    inside = {parts[depth] for parts in MODULES if "/".join(parts[:depth]) == folder}
    assert LEVEL[folder].keys() == inside - {"__init__"}
    listed = ORDER[folder].split()
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("folder", ORDER.keys() - {""})
def test_a_folder_says_what_it_is_and_nothing_more(folder: str) -> None:
    init = MODULES[(*folder.split("/"), "__init__")]
    tree = ast.parse(init.read_text(encoding="utf-8"))
    assert len(tree.body) == 1
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("parts", MODULES, ids=".".join)
def test_no_arrow_goes_up(parts: tuple[str, ...]) -> None:
    for target in imported(MODULES[parts]):
        if not target:
            continue  # the version
        same = [a == b for a, b in zip(parts[:-1], target[:-1], strict=False)]
        shared = (*same, False).index(False)
        level = LEVEL["/".join(parts[:shared])]
        ours, other = parts[shared], target[shared]
        assert level[other] < level[ours], f"{'.'.join(parts)} imports {'.'.join(target)}"
