"""The BiLSTM-CRF in JAX: its start values, encoder, training on labels, and use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from kg.languages.arabic.tagfeatures import MOST_AFFIXES
from kg.languages.arabic.tagfeatures import SIZE as FLAGS
from tools.names.corpora import LABELS
from tools.names.features import Encoded

Params = dict[str, Any]
AFFIX, LISTED = 50, 30
_BUCKETS = (16, 32, 48, 64, 96, 120)
LONGEST = _BUCKETS[-1]
_WARM_PART = 8
"""The learning rate rises over this part of the steps."""


@dataclass(frozen=True)
class Settings:
    """What may be varied."""

    hidden: int = 100
    epochs: int = 8
    rate: float = 2e-3
    dropout: float = 0.4
    word_dropout: float = 0.1
    batch: int = 900
    """Tokens in a batch of labelled sentences."""
    seed: int = 1
    """Of the start values, the order and the dropout."""
    use_lists: bool = True


def start(settings: Settings, vectors: int, affixes: int) -> Params:
    """Parameters to begin with, for vectors of some size and a number of affix rows."""
    rng = np.random.default_rng(settings.seed)
    size, inputs = settings.hidden, vectors + AFFIX + LISTED

    def glorot(*shape: int) -> np.ndarray:
        bound = np.sqrt(6 / (shape[-1] + shape[-2]))
        return rng.uniform(-bound, bound, shape).astype(np.float32)

    forget = np.concatenate([np.zeros(size), np.ones(size), np.zeros(2 * size)])
    labels = len(LABELS)
    return jax.tree.map(
        jnp.asarray,
        {
            "affix": (rng.normal(size=(affixes + 1, AFFIX)) * 0.1).astype(np.float32),
            "unknown": np.zeros(vectors, np.float32),
            "flags_in": glorot(FLAGS, LISTED),
            "flags_bias": np.zeros(LISTED, np.float32),
            "lstm_in": glorot(2, inputs, 4 * size),
            "lstm_recurrent": glorot(2, size, 4 * size),
            "lstm_bias": np.stack([forget, forget]).astype(np.float32),
            "out": glorot(2 * size, labels),
            "out_bias": np.zeros(labels, np.float32),
            "transitions": np.zeros((labels, labels), np.float32),
            "first": np.zeros(labels, np.float32),
        },
    )


# --- the encoder -------------------------------------------------------------------


def _lstm(inputs: Any, mask: Any, recurrent: Any, *, backwards: bool) -> Any:
    """(tokens, rows, 4 x hidden) -> (tokens, rows, hidden)."""
    size = recurrent.shape[0]

    def step(carry: Any, seen: Any) -> Any:
        hidden, cell = carry
        gates, live = seen
        i, f, o, u = jnp.split(gates + hidden @ recurrent, 4, -1)
        new_cell = jax.nn.sigmoid(f) * cell + jax.nn.sigmoid(i) * jnp.tanh(u)
        new = jax.nn.sigmoid(o) * jnp.tanh(new_cell)
        keep = live[:, None]
        new, new_cell = new * keep + hidden * (1 - keep), new_cell * keep + cell * (1 - keep)
        return (new, new_cell), new * keep

    zero = jnp.zeros((inputs.shape[1], size))
    return jax.lax.scan(step, (zero, zero), (inputs, mask), reverse=backwards)[1]


def _dropped(key: Any, values: Any, rate: float, shape: tuple[int, ...]) -> Any:
    return values * jax.random.bernoulli(key, 1 - rate, shape) / (1 - rate)


def encode(params: Params, table: Any, batch: Any, settings: Settings, key: Any = None) -> Any:
    """(rows, tokens, 2 x hidden), with dropout when a key is given."""
    vector, affix, flags, mask = batch
    seen, used = vector > 0, affix > 0
    if key is not None:
        keys = jax.random.split(key, 4)
        seen &= jax.random.bernoulli(keys[0], 1 - settings.word_dropout, vector.shape)
        used &= jax.random.bernoulli(keys[1], 1 - settings.word_dropout, affix.shape)
    words = jnp.where(seen[..., None], table[vector], params["unknown"])
    parts = (params["affix"][affix] * used[..., None]).sum(axis=2)
    listed = jax.nn.relu(flags @ params["flags_in"] + params["flags_bias"])
    inputs = jnp.concatenate([words, parts, listed * settings.use_lists], axis=-1)
    if key is not None:
        shape = (inputs.shape[0], 1, inputs.shape[2])
        inputs = _dropped(keys[2], inputs, settings.dropout, shape)
    turned, live = inputs.swapaxes(0, 1), mask.T
    both = [
        _lstm(
            turned @ params["lstm_in"][way] + params["lstm_bias"][way],
            live,
            params["lstm_recurrent"][way],
            backwards=way == 1,
        )
        for way in (0, 1)
    ]
    hidden = jnp.concatenate(both, axis=-1).swapaxes(0, 1)
    return hidden if key is None else _dropped(keys[3], hidden, settings.dropout, hidden.shape)


# --- the labels --------------------------------------------------------------------


def _crf_loss(params: Params, scores: Any, labels: Any, mask: Any) -> Any:
    """The negative log likelihood of the labels, summed over rows."""

    def step(forward: Any, seen: Any) -> Any:
        score, live = seen
        reached = jax.nn.logsumexp(forward[:, :, None] + params["transitions"], axis=1) + score
        return jnp.where(live[:, None] > 0, reached, forward), None

    first = params["first"] + scores[:, 0]
    rest = (scores[:, 1:].swapaxes(0, 1), mask[:, 1:].T)
    total = jax.nn.logsumexp(jax.lax.scan(step, first, rest)[0], axis=-1)
    own = jnp.take_along_axis(scores, labels[..., None], -1)[..., 0]
    moves = params["transitions"][labels[:, :-1], labels[:, 1:]]
    gold = params["first"][labels[:, 0]] + (own * mask).sum(1) + (moves * mask[:, 1:]).sum(1)
    return ((total - gold) * mask[:, 0]).sum()


def _padded(sentences: Sequence[Encoded], rows: int, length: int) -> tuple[np.ndarray, ...]:
    vector = np.zeros((rows, length), np.int32)
    affix = np.zeros((rows, length, MOST_AFFIXES), np.int32)
    flags = np.zeros((rows, length, FLAGS), np.float32)
    labels = np.zeros((rows, length), np.int32)
    mask = np.zeros((rows, length), np.float32)
    for row, sentence in enumerate(sentences):
        n = len(sentence)
        vector[row, :n], affix[row, :n] = sentence.vector, sentence.affix
        flags[row, :n], labels[row, :n], mask[row, :n] = sentence.flags, sentence.labels, 1
    return vector, affix, flags, mask, labels


def _bucket(length: int) -> int:
    return next(size for size in _BUCKETS if length <= size)


def in_parts(sentence: Encoded) -> list[Encoded]:
    """A sentence in parts that fit the longest bucket."""
    return [sentence.part(i, i + LONGEST) for i in range(0, len(sentence), LONGEST)]


def _batches(
    parts: Sequence[Encoded], tokens: int, rng: np.random.Generator
) -> list[tuple[np.ndarray, ...]]:
    pools: dict[int, list[Encoded]] = defaultdict(list)
    made = []
    for index in rng.permutation(len(parts)):
        size = _bucket(len(parts[index]))
        pools[size].append(parts[index])
        if len(pools[size]) * size >= tokens:
            made.append(_padded(pools.pop(size), -(-tokens // size), size))
    made += [_padded(pool, -(-tokens // size), size) for size, pool in pools.items()]
    return [made[index] for index in rng.permutation(len(made))]


def train(
    params: Params,
    table: np.ndarray,
    sentences: Sequence[Encoded],
    settings: Settings,
    *,
    after: Callable[[int, float, Params], None] = lambda *_: None,
) -> Params:
    """Parameters trained on labelled sentences; ``after`` is told of each epoch."""
    rng = np.random.default_rng(settings.seed)
    parts = [part for sentence in sentences for part in in_parts(sentence)]
    count = len(_batches(parts, settings.batch, np.random.default_rng(0)))
    total_steps = count * settings.epochs
    rate = optax.warmup_cosine_decay_schedule(
        1e-4, settings.rate, total_steps // _WARM_PART, total_steps, 1e-5
    )
    optimizer = optax.chain(optax.clip_by_global_norm(5.0), optax.adamw(rate, weight_decay=1e-4))
    vectors = jnp.asarray(table)

    def loss(params: Params, key: Any, batch: Any) -> Any:
        *seen, labels = batch
        hidden = encode(params, vectors, seen, settings, key)
        scores = hidden @ params["out"] + params["out_bias"]
        return 10 * _crf_loss(params, scores, labels, seen[3]) / jnp.maximum(1, seen[3].sum())

    @jax.jit
    def step(params: Params, state: Any, key: Any, batch: Any) -> Any:
        value, slope = jax.value_and_grad(loss)(params, key, batch)
        change, state = optimizer.update(slope, state, params)
        return optax.apply_updates(params, change), state, value

    state, key = optimizer.init(params), jax.random.PRNGKey(settings.seed)
    for epoch in range(settings.epochs):
        total = 0.0
        for batch in _batches(parts, settings.batch, rng):
            key, own = jax.random.split(key)
            params, state, value = step(params, state, own, batch)
            total += float(value)
        after(epoch, total / count, params)
    return params


# --- use ---------------------------------------------------------------------------


def emissions(
    params: Params, table: np.ndarray, sentences: Sequence[Encoded], settings: Settings
) -> Iterator[np.ndarray]:
    """(tokens, labels) scores of each sentence, in order."""
    vectors = jnp.asarray(table)

    @jax.jit
    def score(params: Params, batch: Any) -> Any:
        return encode(params, vectors, batch, settings) @ params["out"] + params["out_bias"]

    parts = [
        (number, at, part)
        for number, sentence in enumerate(sentences)
        for at, part in enumerate(in_parts(sentence))
    ]
    found: dict[tuple[int, int], np.ndarray] = {}
    pools: dict[int, list[tuple[int, int, Encoded]]] = defaultdict(list)
    for part in parts:
        pools[_bucket(len(part[2]))].append(part)
    rows = 32
    for size, pool in pools.items():
        for first in range(0, len(pool), rows):
            chosen = pool[first : first + rows]
            *batch, _ = _padded([part for _, _, part in chosen], rows, size)
            scored = np.asarray(score(params, batch))
            for row, (number, at, encoded) in enumerate(chosen):
                found[number, at] = scored[row, : len(encoded)]
    for number, sentence in enumerate(sentences):
        count = len(in_parts(sentence))
        kept = [found[number, at] for at in range(count)]
        yield np.concatenate(kept) if kept else np.zeros((0, len(LABELS)), np.float32)


def best(scores: np.ndarray, transitions: np.ndarray, first: np.ndarray) -> list[int]:
    """The likeliest labels (Viterbi)."""
    if not len(scores):
        return []
    reached, back = first + scores[0], []
    for row in scores[1:]:
        through = reached[:, None] + transitions
        back.append(through.argmax(axis=0))
        reached = through.max(axis=0) + row
    path = [int(reached.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def certainty(
    scores: np.ndarray, path: Sequence[int], transitions: np.ndarray, first: np.ndarray
) -> float:
    """The probability of a path of labels, as the geometric mean over its tokens."""
    reached, own = first + scores[0], float(first[path[0]] + scores[0, path[0]])
    for row, (before, label) in zip(scores[1:], pairwise(path), strict=True):
        through = reached[:, None] + transitions
        most = through.max(axis=0)
        reached = np.log(np.exp(through - most).sum(axis=0)) + most + row
        own += float(transitions[before, label] + row[label])
    most = reached.max()
    total = np.log(np.exp(reached - most).sum()) + most
    return float(np.exp((own - total) / len(path)))
