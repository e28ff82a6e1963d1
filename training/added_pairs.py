"""Pairs that are added to the entailment pool: same statement, same topic, another number.

Made from the pool's own sentences, by rule: nobody labelled them. A statement entails itself; a statement
that is near to another in topic but was written for another premise neither follows nor contradicts
(a few do, which is noise); a statement in which one number is changed follows, contradicts or neither,
by what the two numbers and their bounds say.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import numpy as np

Pair = dict[str, str]

NUMBERS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty"""
WORDS = NUMBERS.split()
COUNT = re.compile(
    r"(?<![\w.,:/$-])(?i:" + "|".join(WORDS[2:]) + r"|[1-9]\d?\d?(?:,\d{3})*)"
    r"(?= [a-z]{3,})(?! (?:percent|per|of the|metres?|meters?|and)\b)"
)
BOUNDED = re.compile(
    r"\b(?:than|least|most|about|around|nearly|almost|over|under|some|up|to|only|age|aged|of|number|no|the|on|in)\W*$",
    re.I,
)


def identical_pairs(pool: Sequence[Pair], size: int, seed: int) -> list[Pair]:
    """Statements that entail themselves."""
    statements = sorted({p["hypothesis"] for p in pool})
    drawn = random.Random(seed).sample(statements, min(size, len(statements)))
    return [made(s, s, "entailment", "identical") for s in drawn]


def topic_pairs(pool: Sequence[Pair], size: int, seed: int) -> list[Pair]:
    """Premises with the statement of another premise on a like topic: neutral."""
    draw = random.Random(seed)
    # Premises of two-way sources are whole passages that may well hold the other claim; only short ones are used.
    short = [p for p in pool if len(p["premise"]) < 200 and len(p["hypothesis"].split()) > 4]
    chosen = draw.sample(short, min(size, len(short)))
    premises, statements = encoded([p["premise"] for p in chosen]), encoded([p["hypothesis"] for p in chosen])
    pairs = []
    for row, pair in enumerate(chosen):
        cosines = statements @ premises[row]
        near = np.argsort(-cosines)[:40]
        fit = [int(i) for i in near if 0.25 < cosines[i] < 0.7 and chosen[i]["premise"] != pair["premise"]]
        if fit:
            pairs.append(made(pair["premise"], chosen[draw.choice(fit)]["hypothesis"], "neutral", "topic"))
    return pairs


def encoded(texts: Sequence[str]) -> np.ndarray:
    """(n, 384) unit vectors of the bundled encoder."""
    from sentence_transformers import SentenceTransformer

    from claims.syntax.minilm import minilm_folder

    model = SentenceTransformer(str(minilm_folder()), device="cpu")
    vectors: np.ndarray = model.encode(list(texts), batch_size=128, normalize_embeddings=True)
    return vectors


def number_pairs(pool: Sequence[Pair], size: int, seed: int) -> list[Pair]:
    """Statements against themselves with one number, or its bound, changed."""
    draw = random.Random(seed)
    statements = sorted({s for p in pool for s in (p["premise"], p["hypothesis"]) if 20 < len(s) < 250})
    draw.shuffle(statements)
    pairs: list[Pair] = []
    for statement in statements:
        if len(pairs) >= size:
            break
        places = [m for m in COUNT.finditer(statement) if not BOUNDED.search(statement[: m.start()])]
        if places:
            pairs.append(number_pair(statement, draw.choice(places), draw))
    return pairs


def number_pair(statement: str, place: re.Match[str], draw: random.Random) -> Pair:
    """One pair: the two sides of the number, each with or without a bound, and what follows from them."""
    word = place[0]
    value = value_of(word) or 0
    other = draw.choice([value, value, *changed(value, draw)])
    left = draw.choice(["=", "=", "=", ">=", ">", "<"])
    right = draw.choice(["=", "=", "=", ">=", ">", "<", "<="] if other != value else [">=", ">", "<", "<="])
    label = relation(interval(left, value), interval(right, other))
    before, after = statement[: place.start()], statement[place.end() :]
    texts = []
    for number, bound in ((value, left), (other, right)):
        phrase = spoken(number, word, draw)
        if bound != "=":
            phrase = f"{draw.choice(BOUNDS[bound])} {phrase}"
        if not before.strip():
            phrase = phrase[:1].upper() + phrase[1:]
        texts.append(before + phrase + after)
    return made(texts[0], texts[1], label, "numbers")


def value_of(word: str) -> int | None:
    """The number that a word or figure names; None for fractions and other words."""
    if word.lower() in WORDS:
        return WORDS.index(word.lower())
    return int(word.replace(",", "")) if re.fullmatch(r"\d{1,3}(,\d{3})*|\d{1,9}", word) else None


BOUNDS = {
    ">=": ("at least", "no fewer than"),
    ">": ("more than", "over"),
    "<": ("fewer than", "less than"),
    "<=": ("at most", "up to"),
}


def changed(value: int, draw: random.Random) -> list[int]:
    near = [value + d for d in (-3, -2, -1, 1, 2, 3) if value + d > 1]
    far = [value * 2, value * 10, max(2, round(value * draw.choice([0.4, 0.7, 1.3, 1.8])))]
    return [v for v in (draw.choice(near), draw.choice(far)) if v != value]


def interval(bound: str, value: int) -> tuple[float, float]:
    """Closed interval of whole numbers."""
    infinite = float("inf")
    return {
        "=": (value, value),
        ">=": (value, infinite),
        ">": (value + 1, infinite),
        "<": (0, value - 1),
        "<=": (0, value),
    }[bound]


def relation(left: tuple[float, float], right: tuple[float, float]) -> str:
    """What the premise's interval says of the hypothesis's."""
    if right[0] <= left[0] and left[1] <= right[1]:
        return "entailment"
    if left[1] < right[0] or right[1] < left[0]:
        return "contradiction"
    return "neutral"


def spoken(number: int, like: str, draw: random.Random) -> str:
    """The number in words or digits, mostly as the original stood."""
    in_words = number < len(WORDS) and (like.lower() in WORDS) != (draw.random() < 0.15)
    return WORDS[number] if in_words else f"{number:,}"


def made(premise: str, hypothesis: str, label: str, source: str) -> Pair:
    return {"premise": premise, "hypothesis": hypothesis, "label": label, "source": f"added_{source}"}
