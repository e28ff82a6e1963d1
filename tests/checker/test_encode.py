"""The encoder's contract and its cache."""

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import checker.models.encode as encode
from checker.config import Config
from checker.models.encode import CachedEncoder, SentenceEncoder, Vectors, make_encoder
from claims.errors import InputError
from claims.syntax.minilm import SHA256, minilm_folder


class LetterEncoder(SentenceEncoder):
    """Counts of a few letters, as unit vectors: a model for tests, offline and instant."""

    def __init__(self, name: str = "letters") -> None:
        super().__init__(name)
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        raw = np.array([[t.lower().count(c) + 0.01 for c in "aeioustrn"] for t in texts], dtype=np.float32)
        return raw / np.linalg.norm(raw, axis=1, keepdims=True)


def test_bundled_weights_are_the_official_ones() -> None:
    assert hashlib.sha256((minilm_folder() / "model.safetensors").read_bytes()).hexdigest() == SHA256


def test_second_run_encodes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "cache.sqlite"
    first = CachedEncoder(LetterEncoder(), path)
    vectors = first.encode(["a tale", "a tune", "a tale"])
    assert first.misses == 2
    again = LetterEncoder()
    second = CachedEncoder(again, path)
    assert np.array_equal(second.encode(["a tale", "a tune", "a tale"]), vectors)
    assert again.seen == []
    assert second.hits == 2


def test_another_model_does_not_share_vectors(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    CachedEncoder(LetterEncoder("one"), path).encode(["a tale"])
    other = LetterEncoder("two")
    CachedEncoder(other, path).encode(["a tale"])
    assert other.seen == ["a tale"]


def test_vectors_of_another_forward_pass_are_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    before = SentenceEncoder().fingerprint, SentenceEncoder("mine").fingerprint
    monkeypatch.setattr(encode, "COMPUTED", "another")
    assert SentenceEncoder().fingerprint != before[0]
    assert SentenceEncoder("mine").fingerprint == before[1]


@pytest.mark.parametrize("damage", [b"", b"not a database, whatever its name says" * 50])
def test_damaged_cache_costs_only_the_cache(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_bytes(damage)
    encoder = CachedEncoder(LetterEncoder(), path)
    assert encoder.encode(["a tale"]).shape == (1, 9)
    assert CachedEncoder(LetterEncoder(), path).encode(["a tale"]).shape == (1, 9)


def test_unwritable_cache_costs_only_the_cache(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be")
    assert CachedEncoder(LetterEncoder(), blocked / "cache.sqlite").encode(["a tale"]).shape == (1, 9)


def test_vectors_are_stored_as_floats_not_objects(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    CachedEncoder(LetterEncoder(), path).encode(["a tale"])
    with sqlite3.connect(path) as db:
        ((blob,),) = db.execute("SELECT value FROM store").fetchall()
    assert len(blob) == 9 * 4


def test_missing_model_gives_one_clear_line() -> None:
    with pytest.raises(InputError, match="cannot be loaded") as caught:
        SentenceEncoder("no/such/folder-at-all").encode(["a tale"])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("model", ["no-such-model", "nobody/no-such-model"])
def test_a_name_without_a_network_is_told_at_once(
    model: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def unreachable(_: object, name: str, **options: object) -> None:
        asked.append(name)
        raise ConnectionError

    monkeypatch.setattr("huggingface_hub.HfApi.model_info", unreachable)
    with pytest.raises(InputError, match=f"the embedding model '{model}' cannot be loaded") as caught:
        SentenceEncoder(model).encode(["x"])
    assert "\n" not in str(caught.value)
    assert asked == [model if "/" in model else f"sentence-transformers/{model}"]
    assert capfd.readouterr().err == ""  # no tries, one after the other, of the hub's client


def test_bundled_model_embeds() -> None:
    encoder = make_encoder(Config(use_cache=False))
    vectors = encoder.encode(["The bridge collapsed.", "The bridge fell down.", "Pears are ripe."])
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert vectors[0] @ vectors[1] > 0.7 > vectors[0] @ vectors[2]


def test_without_padding_the_vectors_are_those_of_the_library() -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["", "Pears.", "The bridge collapsed on Monday.", "It was a long, long way home. " * 60]
    library = SentenceTransformer(str(minilm_folder()), device="cpu", local_files_only=True)
    expected = library.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    assert SentenceEncoder().encode(texts) == pytest.approx(expected, abs=1e-6)


def test_the_bundled_model_needs_no_heavy_library() -> None:
    code = (
        "import sys; from checker.models.encode import SentenceEncoder; "
        "from checker.models.entail import EntailmentModel; "
        "SentenceEncoder().encode(['Pears are ripe.']); EntailmentModel().judge([('It rained.', 'It was dry.')]); "
        "print({'transformers', 'sentence_transformers'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.strip() == "set()"
