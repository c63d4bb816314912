"""Data flows one way: no module imports one that stands above it."""

import ast
from pathlib import Path

import kg

ORDER = [
    ["errors", "resources", "letters", "options"],
    ["claims", "guard", "keys", "worker"],
    ["terms", "negotiation", "inplace"],
    ["workers"],
    ["arabic", "dateneeds", "windows", "verbs"],
    ["quadstore", "gate", "parameters", "frozen"],
    ["sparql", "remote", "repeated"],
    ["excerpt", "fulltext", "opening"],
    ["lexicon", "articles", "cache", "known", "samename", "sounds"],
    ["frequency"],
    ["cities", "seedfiles", "daterules", "datevalues", "gold"],
    ["datecontext"],
    ["calendardates", "relativedates"],
    ["dateresolve"],
    ["knowledge", "respelt", "tokenizer"],
    ["nameindex", "plausible", "tagfeatures"],
    ["datephrases", "tagger", "words"],
    ["dates"],
    ["datingclues"],
    ["dating"],
    ["anchoring"],
    ["gazetteer"],
    ["bodies", "namereach", "unlisted"],
    ["documents", "names", "persons", "talks", "titlephrase"],
    ["titles"],
    ["linking"],
    ["grammar", "talklinking"],
    ["groups"],
    ["subjects"],
    ["clauses", "setting"],
    ["scene"],
    ["nouns"],
    ["attribution", "bargaining", "conflict", "encounters", "grounds", "measures"],
    ["affiliations", "attacks", "demands", "rounds", "votes"],
    ["events"],
    ["latin"],
    ["candidates", "confidence", "happenings", "vague"],
    ["pipeline"],
    ["annotations", "identity", "matching"],
    ["rdf", "score"],
    ["accounts"],
    ["namesakes", "view", "trig", "queryui"],
    ["draft", "exports", "rdflibview", "validate"],
    ["store"],
    ["world"],
    ["worldread", "webpage"],
    ["ontologywords", "network", "layout", "communities"],
    ["pagedata"],
    ["pages", "texts"],
    ["dossiers"],
    ["site"],
    ["build", "proofread"],
    ["servepages"],
    ["answering"],
    ["graphstore", "httpserver"],
    ["serve"],
    ["buildcli", "datecli", "explain", "knowledgecli", "scorecli", "servecli"],
    ["cli"],
]

LATIN = [
    ["words"],
    ["models", "gazetteer"],
    ["known", "evidence", "persons", "processes", "documents", "titlefront"],
    ["bodies", "talks", "titlephrase"],
    ["names", "titles"],
    ["guesses"],
    ["linking", "parse", "talklinking"],
    ["reading", "named", "modality"],
    ["antecedents"],
    ["actors"],
    ["circumstances", "tellings"],
    ["account"],
    ["saying", "encounters", "rounds", "papers", "posts", "force", "retold"],
    ["speech", "demands", "invocations"],
    ["events"],
]
"""The order within kg.latin."""


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "kg":
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg."):
            found.add(str(node.module).split(".")[1])
    return found - {"__version__"}


def inner(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    froms = [node.module or "" for node in tree if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[2] for name in froms if name.startswith("kg.latin.")}


def test_no_arrow_goes_up_within_the_reading_of_latin_script() -> None:
    level = {name: rank for rank, names in enumerate(LATIN) for name in names}
    folder = Path(kg.__file__).parent / "latin"
    modules = {p.stem: p for p in folder.glob("*.py") if p.stem != "__init__"}
    assert level.keys() == modules.keys()
    for name, path in modules.items():
        for other in inner(path):
            assert level[other] < level[name], f"latin.{name} imports latin.{other}"


def test_no_arrow_goes_up() -> None:
    level = {name: rank for rank, names in enumerate(ORDER) for name in names}
    modules = {p.stem: p for p in Path(kg.__file__).parent.glob("*.py") if p.stem != "__init__"}
    assert level.keys() == modules.keys() | {"latin"}
    for path in (Path(kg.__file__).parent / "latin").glob("*.py"):
        for other in imports(path) - {"latin"}:
            assert level[other] < level["latin"], f"latin.{path.stem} imports {other}"
    for name, path in modules.items():
        for other in imports(path):
            assert level[other] < level[name], f"{name} imports {other}"
