"""Train the Arabic name model: ``python -m tools.names DATA WORK --out kg/models/names-ar.npz``.

DATA holds ``ner/anercorp/ANERCorp.HassanAzzam.txt`` and ``corpus/ant-2018-all-text.txt.gz``;
WORK keeps what was computed (tokens, vectors, pretrained weights), so that a second run
goes on where the first stopped. Every figure is written to WORK/training.log.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from kg.languages.arabic.tagfeatures import Token
from tools.names import lists, network, pack, pretraining, scored, vectors
from tools.names.corpora import (
    LABELS,
    Sentence,
    anercorp,
    bioes,
    in_sentences,
    iob,
    news,
    scores,
)
from tools.names.features import Encoded, Encoder, affix_index
from tools.names.network import Params, Settings

_PRETRAINED_ON = 6_000_000
_SILVER = 1_000_000
"""So many tokens of plain news are read by the teacher."""
_SURE = 0.98
"""The least mean probability of a token's label in a sentence that the student learns."""
_SEEDS = (1, 2)
_HELD_OUT = 0.1
"""The last tenth of the training part chooses between variants."""


class Training:
    """The steps, each keeping its result in the work folder."""

    def __init__(self, data: Path, work: Path) -> None:
        self.work = work
        work.mkdir(parents=True, exist_ok=True)
        self._began = time.time()
        self.news_file = data / "corpus" / "ant-2018-all-text.txt.gz"
        corpus = data / "ner" / "anercorp" / "ANERCorp.HassanAzzam.txt"
        self.training, self.test = anercorp(corpus)
        self.log(
            f"ANERcorp: {sum(len(s.words) for s in self.training)} words for training, "
            f"{sum(len(s.words) for s in self.test)} of test"
        )
        self._tokens()
        self.words, self.table = self._vectors()
        self.table = np.concatenate([np.zeros((1, vectors.SIZE), np.float32), self.table])
        self.lists = lists.build()
        seen = [piece.word for sentence in self.training for piece in sentence.tokens]
        self.affixes = affix_index(self.words, seen)
        rows = {word: row for row, word in enumerate(self.words, 1)}
        self.encoder = Encoder(self.lists, rows, self.affixes)
        self.gold = [self._labelled(sentence) for sentence in self.training]
        self.test_set = [self._labelled(sentence) for sentence in self.test]
        self.log(
            f"{len(self.words)} vectors, {len(self.affixes)} affixes, "
            f"{len(self.lists.words)} listed words, {len(self.lists.phrases)} listed names"
        )

    def log(self, text: str) -> None:
        """A line of the training log, with the seconds since the start."""
        line = f"{time.time() - self._began:6.0f} s  {text}"
        print(line, flush=True)
        with (self.work / "training.log").open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    # --- what is computed once -----------------------------------------------------

    def _tokens(self) -> None:
        path = self.work / "tokens.txt"
        if path.exists():
            return
        with path.open("w", encoding="utf-8") as file:
            for line in news(self.news_file):
                file.write(" ".join(piece.word for piece in line) + "\n")
            for sentence in self.training:
                file.write(" ".join(piece.word for piece in sentence.tokens) + "\n")
        self.log("plain text split into tokens")

    def _vectors(self) -> tuple[list[str], np.ndarray]:
        path = self.work / "vectors.npz"
        if not path.exists():
            words, table = vectors.train(self.work / "tokens.txt")
            np.savez(path, words=np.array(words), table=table)
            self.log("word vectors trained")
        with np.load(path) as file:
            return [str(word) for word in file["words"]], file["table"]

    def _labelled(self, sentence: Sentence) -> Encoded:
        numbers = [LABELS.index(label) for label in bioes(sentence.token_labels())]
        return self.encoder.encode(sentence.tokens, numbers)

    def silver(self, name: str, teacher: Params, settings: Settings) -> list[Encoded]:
        """Sentences of the news with the labels of a teacher who is sure of them."""
        path = self.work / f"{name}.npz"
        sentences = [s for line in self._plain(_SILVER, 6) for s in in_sentences(line)]
        encoded = [self.encoder.encode(sentence) for sentence in sentences]
        if not path.exists():
            read = network.emissions(teacher, self.table, encoded, settings)
            moves, first = np.asarray(teacher["transitions"]), np.asarray(teacher["first"])
            for sentence, scores_ in zip(encoded, read, strict=True):
                best = network.best(scores_, moves, first)
                sure = network.certainty(scores_, best, moves, first) > _SURE
                sentence.labels[:] = best if sure else -1
            np.savez(path, labels=np.concatenate([sentence.labels for sentence in encoded]))
        with np.load(path) as file:
            cuts = np.cumsum([len(sentence) for sentence in encoded])[:-1]
            labels = np.split(file["labels"], cuts)
        kept = [
            replace(sentence, labels=own)
            for sentence, own in zip(encoded, labels, strict=True)
            if own[0] >= 0
        ]
        total = sum(map(len, kept))
        self.log(f"{name}: {len(kept)} of {len(encoded)} sentences, {total} tokens")
        return kept

    def _plain(self, most: int, seed: int) -> Iterator[list[Token]]:
        """Lines of the news in a drawn order, up to so many tokens."""
        lines = list(news(self.news_file))
        total = 0
        for index in np.random.default_rng(seed).permutation(len(lines)):
            yield lines[index]
            total += len(lines[index])
            if total > most:
                return

    def pretrained(self, settings: Settings) -> Params:
        """The encoder after language modelling."""
        path = self.work / f"pretrained-{settings.hidden}.npz"
        if not path.exists():
            made = [self.encoder.encode(line) for line in self._plain(_PRETRAINED_ON, 5)]
            stream = Encoded(
                *(
                    np.concatenate([getattr(line, name) for line in made])
                    for name in ("vector", "affix", "flags", "labels")
                )
            )
            del made
            self.log(f"pretraining on {len(stream)} tokens")
            begun = network.start(settings, vectors.SIZE, len(self.affixes))
            params = pretraining.pretrain(begun, self.table, stream, settings)
            np.savez(path, **jax.tree.map(np.asarray, params))
            self.log("pretrained")
        with np.load(path) as file:
            params = {name: jnp.asarray(file[name]) for name in file.files}
        if len(params["affix"]) != len(self.affixes) + 1:
            raise SystemExit(f"{path}: made with other words; use an empty WORK folder")
        return params

    # --- training ------------------------------------------------------------------

    def trained(
        self, name: str, begin: Params, sentences: Sequence[Encoded], settings: Settings
    ) -> Params:
        """A variant, trained and kept under its name."""
        path = self.work / f"{name}.npz"
        if not path.exists():
            after = self._progress(name, settings)
            params = network.train(begin, self.table, sentences, settings, after=after)
            np.savez(path, **jax.tree.map(np.asarray, params))
        with np.load(path) as file:
            return {key: jnp.asarray(file[key]) for key in file.files}

    def _progress(self, name: str, settings: Settings) -> Callable[[int, float, Params], None]:
        def after(epoch: int, loss: float, params: Params) -> None:
            if epoch % 3 == 2 or epoch + 1 == settings.epochs:
                held = self.f1([params], self.held_out(), settings)
                self.log(f"{name} epoch {epoch + 1} loss {loss:.3f} held out {held['ALL']}")

        return after

    def _cut(self) -> int:
        return int(len(self.gold) * (1 - _HELD_OUT))

    def chosen(self) -> list[Encoded]:
        """What variants are trained on: all but the held-out sentences."""
        return self.gold[: self._cut()]

    def held_out(self) -> tuple[list[Sentence], list[Encoded]]:
        """The sentences that choose between variants."""
        return self.training[self._cut() :], self.gold[self._cut() :]

    def f1(
        self,
        teachers: Sequence[Params],
        chosen: tuple[list[Sentence], list[Encoded]],
        settings: Settings,
    ) -> dict[str, tuple[float, float, float]]:
        """Scores on sentences, by one model or the mean of several."""
        sentences, encoded = chosen
        found = [
            sentence.word_labels(labels)
            for sentence, labels in zip(
                sentences, self._read(teachers, encoded, settings), strict=True
            )
        ]
        return scores([sentence.labels for sentence in sentences], found)

    def _read(
        self, teachers: Sequence[Params], encoded: Sequence[Encoded], settings: Settings
    ) -> Iterator[list[str]]:
        read = [network.emissions(t, self.table, encoded, settings) for t in teachers]
        transitions = np.mean([np.asarray(t["transitions"]) for t in teachers], axis=0)
        first = np.mean([np.asarray(t["first"]) for t in teachers], axis=0)
        for several in zip(*read, strict=True):
            path = network.best(np.mean(several, axis=0), transitions, first)
            yield iob([LABELS[label] for label in path])

    def report(self, name: str, teachers: Sequence[Params], settings: Settings) -> None:
        """Both scores of a variant in the log."""
        held = self.f1(teachers, self.held_out(), settings)
        test = self.f1(teachers, (self.test, self.test_set), settings)
        self.log(f"{name}: held out {held['ALL']} test {test}")


def student(training: Training, settings: Settings) -> Params:
    """A network that has learnt what a teacher, who knows nine tenths of the text, finds."""
    begin = training.pretrained(settings)
    teacher = training.trained("variant-pretrained", begin, training.chosen(), settings)
    silver = training.silver("silver", teacher, settings)
    return training.trained("student", begin, silver, replace(settings, epochs=1, seed=2))


def final(training: Training, settings: Settings) -> Params:
    """The model that is shipped: the mean of the weights of runs that differ in the seed.

    Each is pretrained, then trained on the whole training part. They begin with the same
    weights, so that their mean is a model too (Wortsman et al. 2022).
    """
    begin, runs = training.pretrained(settings), []
    for seed in _SEEDS:
        own = replace(settings, seed=seed)
        runs.append(training.trained(f"names-{seed}", begin, training.gold, own))
        training.report(f"names-{seed}", [runs[-1]], own)
    params: Params = jax.tree.map(lambda *weights: sum(weights) / len(weights), *runs)
    training.report("mean of the weights", [params], settings)
    return params


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.names", description=__doc__)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("work", type=Path, metavar="WORK")
    parser.add_argument("--out", type=Path, help="where the model file goes")
    parser.add_argument("--hidden", type=int, default=Settings.hidden)
    parser.add_argument("--ablation", action="store_true", help="also train what is compared")
    given = parser.parse_args()
    settings = Settings(hidden=given.hidden)
    training = Training(given.data, given.work)
    if given.ablation:
        ablation(training, settings)
    params = final(training, settings)
    if given.out:
        pairs = training.words, training.table[1:]
        pack.write(given.out, params, pairs, training.affixes, training.lists)
        training.log(f"packed: {scored.score(given.out, training.test)}")


def ablation(training: Training, settings: Settings) -> None:
    """The table of the model card: each variant on nine tenths of the training part."""
    gold = training.chosen()
    plain = network.start(settings, vectors.SIZE, len(training.affixes))
    begin = training.pretrained(settings)
    longer = replace(settings, epochs=settings.epochs + 1)
    variants = {
        "without lists and pretraining": (plain, replace(longer, use_lists=False)),
        "without pretraining": (plain, longer),
        "pretrained": (begin, settings),
        "self-trained": (student(training, settings), settings),
    }
    for name, (start, chosen) in variants.items():
        params = training.trained(f"variant-{name.replace(' ', '-')}", start, gold, chosen)
        training.report(name, [params], chosen)


if __name__ == "__main__":
    main()
