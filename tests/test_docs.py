"""Documentation and code agree: commands, terms, queries, links, names of hosts."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from kg import cli
from kg.ask import sparql
from kg.resources import ONTOLOGY
from kg.rulefiles import files

DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *ROOT.glob("seeds/**/*.md")])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_generated_pages_are_up_to_date() -> None:
    command = [sys.executable, "-m", "tools.docs", "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"## kg {command}" in read("docs/cli.md")
    assert f"kg {command}" in read("README.md")


@pytest.mark.parametrize("path", sorted(ONTOLOGY.glob("*.toml")), ids=lambda path: path.name)
def test_every_rule_file_is_sound(path: Path) -> None:
    """A new list is declared in kg/rulefiles, one line that says what it is."""
    assert path.name in files.DECLARED
    assert files.remarks(path, path.read_text(encoding="utf-8")) == []


def test_every_query_is_documented() -> None:
    page = read("docs/queries.md")
    for named in sparql.named_queries():
        assert f"`{named.name}`" in page


def test_every_module_has_a_line_in_the_design() -> None:
    tables = dict(re.findall(r"^### `(\S+)`\n(.+?)(?=^##)", read("docs/design.md"), re.M | re.S))
    for path in (ROOT / "kg").rglob("*.py"):
        folder = path.parent.relative_to(ROOT).as_posix()
        if path.stem != "__init__":
            assert f"`{path.stem}`" in tables[folder], path


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_links_within_the_project_resolve(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_every_command_in_the_readme_exists() -> None:
    for command in re.findall(r"^\$ kg (\w+)", read("README.md"), re.MULTILINE):
        assert command in cli.COMMANDS


def test_no_file_names_a_package_host_or_a_path_of_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    bad = re.compile("pypi[.]org|pythonhosted|npmjs[.]org|deb[.]debian|(?<![\\w/])/(?:work|root)/")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in (".png", ".gz") or not path.is_file():
            continue
        found = bad.search(path.read_text(encoding="utf-8", errors="ignore"))
        assert found is None or name == "tests/test_docs.py", f"{name}: {found}"
