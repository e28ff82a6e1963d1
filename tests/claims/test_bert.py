"""The forward pass without padding gives what transformers gives with it."""

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.syntax.bert import Bert, BertSizes, batches, table


def tiny_models() -> tuple[torch.nn.Module, Bert]:
    """A BERT of transformers with random weights, and ours with the same."""
    from transformers import BertConfig, BertModel

    torch.manual_seed(3)
    sizes = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 4, "layer_norm_eps": 1e-12}
    config = BertConfig(vocab_size=50, intermediate_size=24, max_position_embeddings=20, **sizes)
    library = BertModel(config, add_pooling_layer=False).eval()
    return library, Bert(library.state_dict(), BertSizes(**sizes))


LIBRARY, OURS = tiny_models()
LENGTHS = st.lists(st.integers(1, 20), min_size=1, max_size=6)


@given(LENGTHS, st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_every_layer_is_that_of_the_library(lengths: list[int], seed: int) -> None:
    drawn = torch.Generator().manual_seed(seed)
    rows = [torch.randint(1, 50, (length,), generator=drawn).tolist() for length in lengths]
    inputs = {
        "input_ids": table(rows),
        "attention_mask": table([[1] * len(row) for row in rows]),
        "token_type_ids": table([[int(k > 2) for k in range(len(row))] for row in rows]),
    }
    with torch.inference_mode():
        expected = LIBRARY(**inputs, output_hidden_states=True).hidden_states
        each = torch.eye(len(expected)).tolist()
        found = [OURS.mixed(**inputs, weights=weights) for weights in each]
        last, first = OURS(**inputs), OURS.first(**inputs)
    kept = inputs["attention_mask"].bool()
    for ours, theirs in zip([*found, last], [*expected, expected[-1]], strict=True):
        assert torch.allclose(ours[kept], theirs[kept], atol=1e-5)
        assert not ours[~kept].any()
    assert torch.allclose(first, expected[-1][:, 0], atol=1e-5)


@given(st.lists(st.integers(1, 30), max_size=12), st.integers(1, 60))
def test_batches_hold_every_text_once(lengths: list[int], pieces: int) -> None:
    found = list(batches(lengths, pieces))
    assert sorted(i for batch in found for i in batch) == list(range(len(lengths)))
    assert [lengths[i] for batch in found for i in batch] == sorted(lengths)
    assert all(len(batch) == 1 or sum(lengths[i] for i in batch) <= pieces for batch in found)
