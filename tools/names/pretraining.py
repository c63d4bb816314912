"""The network pretrained: two language models over plain text, one for each direction."""

from __future__ import annotations

import sys
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from tools.names.features import Encoded
from tools.names.network import Params, Settings, encode

_LENGTH, _ROWS = 64, 64
_OUTPUTS = 20_000
_SAMPLED = 1_000


def pretrain(
    params: Params, table: np.ndarray, stream: Encoded, settings: Settings, *, rate: float = 3e-3
) -> Params:
    """One pass of two language models (forward, backward) over plain text.

    Each predicts its next word among ``_SAMPLED`` drawn ones (Jean et al. 2015); the
    output vectors are thrown away.
    """
    rng = np.random.default_rng(settings.seed)
    size, width = settings.hidden, table.shape[1]
    bound = np.sqrt(6 / (size + width))
    extra = {
        "outputs": jnp.asarray(table[: _OUTPUTS + 1] * 0.3),
        "output_bias": jnp.zeros(_OUTPUTS + 1),
        "turn": jnp.asarray(rng.uniform(-bound, bound, (2, size, width)).astype(np.float32)),
    }
    vectors = jnp.asarray(table)
    chunks = rng.permutation(len(stream) // _LENGTH)
    steps = len(chunks) // _ROWS
    optimizer = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.adam(optax.warmup_cosine_decay_schedule(1e-4, rate, 200, steps, 1e-4)),
    )

    def loss(every: Params, key: Any, batch: Any, drawn: Any) -> Any:
        light = Settings(hidden=size, dropout=0.12, word_dropout=0.1)
        hidden = encode(every, vectors, batch, light, key)
        words = jnp.where(batch[0] <= _OUTPUTS, batch[0], 0)
        total = 0.0
        for way, (told, wanted) in enumerate(
            ((slice(0, -1), slice(1, None)), (slice(1, None), slice(0, -1)))
        ):
            state = hidden[:, told, way * size : (way + 1) * size] @ every["turn"][way]
            target = words[:, wanted]
            right = (state * every["outputs"][target]).sum(-1) + every["output_bias"][target]
            wrong = state @ every["outputs"][drawn].T + every["output_bias"][drawn]
            wrong = jnp.where(target[..., None] == drawn, -1e9, wrong)
            missed = jnp.logaddexp(right, jax.nn.logsumexp(wrong, axis=-1)) - right
            total += (missed * (target > 0)).sum() / (target > 0).sum()
        return total / 2

    @jax.jit
    def step(every: Params, state: Any, key: Any, batch: Any, drawn: Any) -> Any:
        value, slope = jax.value_and_grad(loss)(every, key, batch, drawn)
        change, state = optimizer.update(slope, state, every)
        return optax.apply_updates(every, change), state, value

    every = {**params, **extra}
    state, key, running = optimizer.init(every), jax.random.PRNGKey(settings.seed), 0.0
    mask = np.ones((_ROWS, _LENGTH), np.float32)
    for number in range(steps):
        rows = chunks[number * _ROWS : (number + 1) * _ROWS, None] * _LENGTH
        rows = rows + np.arange(_LENGTH)
        batch = (
            stream.vector[rows],
            stream.affix[rows],
            stream.flags[rows].astype(np.float32),
            mask,
        )
        key, own = jax.random.split(key)
        every, state, value = step(every, state, own, batch, _draw(rng))
        running = float(value) if not number else 0.98 * running + 0.02 * float(value)
        if number % 100 == 99:
            print(f"pretraining {number + 1}/{steps} loss {running:.3f}", file=sys.stderr)
    return {name: every[name] for name in params}


def _draw(rng: np.random.Generator) -> np.ndarray:
    """Rows of frequent and of any words, each once."""
    frequent = np.exp(rng.random(2_000) * np.log(_OUTPUTS)).astype(np.int32)
    drawn = np.unique(np.concatenate([frequent, rng.integers(1, _OUTPUTS, 1_500)]))
    return rng.permutation(drawn)[:_SAMPLED].astype(np.int32)
