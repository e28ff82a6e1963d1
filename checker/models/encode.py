"""Embeddings of statements: one small protocol, the sentence-transformers encoder, a cache on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from checker.config import Config
from claims.cache import Store, digest
from claims.errors import InputError
from claims.syntax.minilm import COMPUTED, minilm_folder

Vectors = NDArray[np.float32]

MAX_PIECES = 256
"""Word pieces of a text that the bundled model reads."""


class Encoder(Protocol):
    """Anything that turns texts into unit vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n,) texts -> (n, dim) float32, each row of length 1."""
        ...


class SentenceEncoder:
    """A sentence-transformers model, loaded at the first text that is not cached.

    ``model``: a name or folder; '' is the bundled all-MiniLM-L6-v2. Raises InputError on first use where
    the model cannot be loaded.
    """

    def __init__(self, model: str = "") -> None:
        self.model = model

    @property
    def fingerprint(self) -> str:
        """What the vectors depend on: the bundled weights and how they are used, or name and files of another model."""
        return files_digest(self.model) if self.model else COMPUTED

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n,) texts -> (n, dim), unit rows; each distinct text is encoded once."""
        # Sorted, so that neither the order of the sources nor the make-up of a batch shows in the vectors.
        ordered = sorted(set(texts))
        vectors = _load(self.model)(ordered)
        row = {text: i for i, text in enumerate(ordered)}
        return vectors[[row[t] for t in texts]]


@cache
def _load(model: str) -> Callable[[Sequence[str]], Vectors]:
    """What turns texts into unit vectors."""
    if not model:
        return _bundled()
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        network = SentenceTransformer(
            model, device="cpu", local_files_only=not is_on_the_hub(model, "sentence-transformers")
        )
    except Exception as error:  # the loader raises whatever its backends raise
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise InputError(
            f"the embedding model '{model}' cannot be loaded ({reason}): "
            "give the folder of a sentence-transformers model, or leave the setting empty for the bundled one"
        ) from error

    def encode(texts: Sequence[str]) -> Vectors:
        vectors = network.encode(
            list(texts), batch_size=64, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    return encode


def _bundled() -> Callable[[Sequence[str]], Vectors]:
    """all-MiniLM-L6-v2 as sentence-transformers runs it: the mean of a text's pieces, of length 1."""
    import torch

    from claims.syntax.bert import Bert, batches, collate, load_sizes, load_tokenizer, load_weights

    folder = minilm_folder()
    tokenizer, network = load_tokenizer(folder, MAX_PIECES), Bert(load_weights(folder), load_sizes(folder))

    def encode(texts: Sequence[str]) -> Vectors:
        coded = tokenizer.encode_batch(list(texts))
        vectors = np.empty((len(texts), network.config.hidden_size), dtype=np.float32)
        with torch.inference_mode():
            for batch in batches([len(c.ids) for c in coded]):
                inputs = collate([coded[i] for i in batch])
                sums = network(*inputs).sum(1)  # of padding, 0
                means = sums / inputs.attention_mask.sum(1, keepdim=True)
                vectors[batch] = torch.nn.functional.normalize(means).numpy()
        return vectors

    return encode


def is_on_the_hub(model: str, owner: str = "") -> bool:
    """Whether the public hub knows a model that is no folder here; ``owner``: whose it is where the name does not say.
    Asked once: the hub's own client tries each file for minutes where there is no network."""
    from huggingface_hub import HfApi

    name = f"{owner}/{model}" if owner and "/" not in model else model
    try:
        return not Path(model).is_dir() and bool(HfApi().model_info(name, timeout=10))
    except Exception:  # the name is none, the hub does not know it, or its transport fails in a way of its own
        return False


def files_digest(model: str) -> str:
    """What tells one state of a model from another: its name, and the names, sizes and times of its files."""
    folder = Path(model)
    files = sorted(p for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
    parts = [model, *(f"{p.name}:{p.stat().st_size}:{p.stat().st_mtime_ns}" for p in files)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class CachedEncoder:
    """An encoder whose vectors are kept on disk, by model fingerprint and text."""

    def __init__(self, encoder: SentenceEncoder, path: Path) -> None:
        self.encoder = encoder
        self.store = Store(path)
        self.hits = self.misses = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n,) texts -> (n, dim), unit rows; only what the cache lacks is encoded."""
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        salt = self.encoder.fingerprint
        keys = {t: digest(salt, t) for t in sorted(set(texts))}
        known = {k: np.frombuffer(v, dtype="<f4") for k, v in self.store.read(list(keys.values())).items()}
        missing = [t for t, key in keys.items() if key not in known]
        self.hits, self.misses = self.hits + len(keys) - len(missing), self.misses + len(missing)
        if missing:
            fresh = {keys[t]: v for t, v in zip(missing, self.encoder.encode(missing), strict=True)}
            self.store.write({k: v.astype("<f4").tobytes() for k, v in fresh.items()})
            known |= fresh
        return np.stack([known[keys[t]] for t in texts])


def make_encoder(config: Config) -> Encoder:
    """The encoder that the settings ask for, cached unless they say otherwise."""
    encoder = SentenceEncoder(config.model)
    if not config.use_cache:
        return encoder
    return CachedEncoder(encoder, cache_folder(config) / "embeddings.sqlite")


def cache_folder(config: Config) -> Path:
    """The configured folder, or the platform's cache folder for this user."""
    if config.cache is not None:
        return config.cache
    from platformdirs import user_cache_path

    return user_cache_path("crosscheck", appauthor=False)
