"""Settings that all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# In CI the same examples on every run, so that a red build is the change's doing; at a desk new ones.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
