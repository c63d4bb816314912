"""Files beside articles that somebody may think are read: misnamed sidecars, other formats."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.text import formats
from kg.text.sidecars import meant, parsed

_SIDECARS = (".toml", ".tml", ".yaml", ".yml")
_SHOWN, _MOST = 3, 50


def strays(files: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """(where, what to know) of files that are not read, for all files of a folder.

    For a single article, what stands beside it under nearly its name.
    """
    if len(files) == 1 and files[0].name.lower().endswith(formats.TEXTS):
        beside = files[0].name + ".toml"
        here = [*files, *(f for f in (files[0].with_name(beside),) if f.is_file())]
        yield from _sidecars(here)
        return
    yield from _sidecars(files)
    yield from _others(files)


def _sidecars(files: Sequence[Path]) -> Iterator[tuple[str, str]]:
    texts = [file for file in files if file.name.lower().endswith(formats.TEXTS)]
    taken = {text.with_suffix(".toml") for text in texts}
    loose = [f for f in files if f.suffix.lower() in _SIDECARS and f not in taken]
    if len(loose) > _MOST:
        yield (
            str(loose[_MOST].parent),
            f"{len(loose) - _MOST} more like those below are not looked at",
        )
    for file in loose[:_MOST]:
        near = _near(file, [text for text in texts if text.parent == file.parent])
        if near:
            right = near.with_suffix(".toml").name
            yield str(file), f"belongs to no article; the sidecar of {near.name} is {right}"
        elif texts and _speaks_of_an_article(file):
            yield str(file), "belongs to no article; a sidecar has the name of its .txt"


def _near(file: Path, texts: Sequence[Path]) -> Path | None:
    """The article whose sidecar this was to be."""
    for text in texts:
        if file.name.casefold().startswith(text.stem.casefold() + "."):
            return text
    stems = {text.stem: text for text in texts}
    near = difflib.get_close_matches(file.stem, stems, n=1, cutoff=0.75)
    return stems[near[0]] if near else None


def _speaks_of_an_article(file: Path) -> bool:
    try:
        return any(meant(key) == key for key in parsed(file.read_bytes(), file.name))
    except (InputError, OSError):
        return False


def _others(files: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """One line for each folder with articles: what else in it may be meant for articles."""
    articles = (*formats.TEXTS, *formats.LINES)
    for folder in sorted({f.parent for f in files if f.name.lower().endswith(articles)}):
        names = [f.name for f in files if f.parent == folder]
        others = [name for name in names if name.lower().endswith(formats.OTHERS)]
        if others:
            ends = Counter(Path(name).suffix.lower() for name in others)
            kinds = ", ".join(f"{count} {end}" for end, count in sorted(ends.items()))
            shown = ", ".join(others[:_SHOWN]) + (" …" if len(others) > _SHOWN else "")
            yield str(folder), f"not read: {kinds} ({shown}); articles are .txt and .jsonl"
