"""Fit the judge: how much each feature of a comparison speaks for both sides being about one fact.

    python training/fit_judge.py CLUSTERS_DIR... [--unheard CLUSTERS_DIR...] [--scorer SCORE_PY] [--write]

A cluster is a folder with a.txt, b.txt ... and gold.json (conflicts, agreements, traps; benchmarks/stories/README.md
describes it); further folders, such as copies with planted faults (plant_faults.py), add training data. SCORE_PY says
which finding matches which gold item, and is benchmarks/stories.py if no other is given. One regularised logistic
regression for each slot and relation, on comparisons as checker.compare makes them. Where examples are few, it starts
from weights set by hand (prior_weights.toml) and moves away from them only as far as the examples ask for. A comparison
is right if it matches a gold item of its relation. Gold agreements are not exhaustive: agreements.csv tells of others,
by their places in the articles, whether an editor would call them right; what neither lists counts little, as wrong.
What the entailment model has learned from (training/facts) is compared without it (``--unheard``): of that, it knows
more than of any article to come.

Prints the figures of a cross-validation by cluster (no cluster is judged by weights that have seen it or a
copy of it), with --ablate what each witness is worth, and with --write stores weights fitted on everything in
checker/tables/weights.json.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from checker import judge
from checker.align import align
from checker.compare import Comparer
from checker.config import Config
from checker.facets.context import settings
from checker.findings import shown
from checker.models.encode import make_encoder
from checker.models.entail import make_entailment
from checker.models.hearing import hear
from checker.pipeline import words_of
from checker.types import SlotComparison
from checker.words.lexicon import WordVectors
from claims.extract import read_claims
from claims.reading.articles import read_articles
from claims.types import Article, Reading

WEIGHTS = Path(__file__).parents[1] / "checker" / "tables" / "weights.json"
PRIORS = Path(__file__).parent / "prior_weights.toml"
LABELS = Path(__file__).parent / "agreements.csv"
"""Agreements that gold does not list: slot, documents and offsets of both claims, and right, wrong or open."""
SCORER = Path(__file__).parents[1] / "benchmarks" / "stories.py"
NOTES = [Path(__file__).parents[1] / "tests" / "checker" / name for name in ("plain_cases.toml", "who_did_it.toml")]
"""Pairs of short notes; of those under 'fit' both can be true."""
FEWEST = 60
"""Right examples below which a model without a prior is not fitted: its weights in the table are set by hand."""
LOOSE, LOOSEST, LOOSE_BIAS = 0.35, 0.4, 2.0
"""Standard deviation of a weight around its prior: a share of it, but that at least; and of the constant."""
LOOSER = 2.0
"""How many times looser the weights of agreements are, of which there are far more examples."""
INVENTED = 0.5
"""Weight of a comparison in a story written for this project: less than in a real one, since it tells less of how news
desks write."""
PLANTED = 0.25
"""Weight of a planted contradiction: there are more of them than of real ones, and some are planted in one place."""
FOLDS = 10
"""Of the cross-validation; the clusters of one fold are judged by weights fitted on the others."""
HEARD_FROM = 0.02
"""Probability, if the entailment model's answer were the best, from which it is asked: by the stored weights, and far
below what is reported."""
FOREIGN = 0.3
"""Weight of a comparison across clusters."""
APART = 1.0
"""Taken off what articles of two stories get: far more pairs of articles are of two stories than in these data."""
SPEAKS_FOR = (
    "story", "central", "shared_words", "known_places", "happening_same", "other_same", "theme_same", "contradicted",
    "main_time", "frame", "frame_both", "names_alike", "foreign", "exchanged", "only_name", "led", "distance_same",
    "affiliation", "same_predicate", "predicate", "granularity_same",
    "cosine", "rank", "names", "event_same", "counted_same", "time_same", "place_same", "which_same", "patient_same",
    "agent_same", "background_both", "principal", "landmark_same", "sole", "close_value", "counted_similarity",
    "heading", "bounded", "time_near",
)  # fmt: skip
SPEAKS_AGAINST = (
    "ratio", "vague", "increment", "event_unknown", "counted_generic", "counted_unknown", "modifiers_differ",
    "background_one", "time_explicit_different", "time_different", "place_explicit_different", "which_different",
    "modality_differs", "round_value", "happening_different", "agent_different", "patient_different",
    "agent_unalike", "patient_unalike", "names_apart", "figures_apart", "several", "far_apart", "entailed",
    "unrelated", "rivals", "denies_one", "event_open", "event_apart", "counted_apart",
    "told_too", "apart_in_text", "far_in_text", "other_story",
)  # fmt: skip
UNSEEN_IN_AGREEMENTS = ("story", "other_story")
"""Agreements are labelled within clusters only, each of them one story."""
GUARDS = {
    "polarity discrepancy": (
        "part_said", "act_same", "act_shared", "act_apart", "act_target", "background_one", "told_unlike",
        "theme_lacking", "open_both", "names_beyond", "none_counted",
    ),
}  # fmt: skip
"""Model -> what keeps its prior's weight: planted reversals have few of it, or none, and notes of our own need it."""
FIXED = {"quantity discrepancy": {"unrelated_open": -3.0}}
"""Model -> feature -> weight that is not fitted. In reports that were written to differ, and these are most examples,
two figures of a kind are one more often than in real articles, which give many."""
SET_BY_HAND = frozenset({"statement discrepancy"})
"""Models that are not fitted, however many examples there are: alone, the entailment model is right far less often in
real articles than in reports that were written to differ, and short notes that fit can sound opposed. It wants to be
very sure."""
TOLD_OTHERWISE = frozenset({"polarity"})
"""Slots in which marked pairs (marked_pairs.py) are no examples: what became of it they mostly tell without a negation,
so that a comparison of polarity hits such a place by chance."""
WITNESSES = {
    "the entailment model": ("contradicted", "entailed", "unrelated", "unrelated_open"),
    "embeddings": ("cosine", "central", "rank", "predicate", "counted_similarity"),
    "shared words": ("shared_words", "sentence_words", "no_word"),
    "whether the articles tell of one story": ("story", "other_story"),
    "names": ("names", "names_alike", "names_apart", "foreign", "only_name"),
    "times, places, kinds and numbers of events": (
        "time_same", "time_near", "time_different", "time_explicit_different", "place_same", "place_different",
        "place_explicit_different", "which_same", "which_different", "happening_same", "happening_different",
        "background_one", "background_both",
    ),
    "who did it to whom": ("agent_same", "agent_different", "agent_unalike", "patient_same", "patient_different",
                           "patient_unalike"),
    "place in the text": ("far_in_text", "apart_in_text", "heading"),
}  # fmt: skip
"""What speaks for or against one fact, by the features that it gives, for --ablate."""
UNKNOWN, UNMARKED = 0.15, 0.3
"""Weight of an agreement that neither gold nor a label speaks of, taken as wrong; in marked pairs, where most of what
two reports have in common is marked, it more often is."""


@dataclass(frozen=True)
class Example:
    cluster: str
    model: str
    features: dict[str, float]
    right: bool
    weight: float


def load_scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_finding(c: SlotComparison, articles: dict[str, Any]) -> dict[str, Any]:
    def side(claim: Any, span: tuple[int, int]) -> dict[str, Any]:
        text = articles[claim.article].text
        return {
            "source": Path(articles[claim.article].path).stem,
            "start": min(claim.start, span[0]),
            "end": max(claim.end, span[1]),
            "value": shown(text[span[0] : span[1]]),
        }

    pair = c.alignment
    return {"slot": c.slot, "left": side(pair.left, c.left), "right": side(pair.right, c.right)}


def compared(readings: Sequence[Reading], *, heard: bool = True) -> list[SlotComparison]:
    """``heard``: with what the entailment model says, where the stored weights leave it a chance."""
    encoder = make_encoder(Config())
    claims = [c for r in readings for c in r.claims]
    comparer = Comparer(
        {k: s for r in readings for k, s in settings(r).items()}, WordVectors(encoder, words_of(claims))
    )
    found = [c for pair in align(readings, encoder) for c in comparer.compare(pair)]
    model = make_entailment(Config()) if heard else None
    return hear(found, readings, comparer.settings, model, is_worth_asking)


def is_worth_asking(comparison: SlotComparison) -> bool:
    """Whether the entailment model is asked about an example."""
    fitted = judge.model_of(comparison) not in SET_BY_HAND
    return fitted and judge.is_swayed(comparison) and judge.possible_probabilities(comparison)[1] >= HEARD_FROM


def foreign_examples(folders: Sequence[Path]) -> Iterator[Example]:
    """What is compared across clusters is wrong, whatever it looks like: each first article against that of
    the next clusters in the list."""
    firsts = {f.name: read_claims(read_articles(sorted(f.glob("[a-z].txt"))))[0] for f in folders}
    names = list(firsts)
    for k, name in enumerate(names):
        for other in (names[(k + step) % len(names)] for step in (1, 2, 3)):
            pair = [firsts[name], replace(firsts[other], article=replace(firsts[other].article, id="z"))]
            pair[1] = replace(pair[1], claims=tuple(replace(c, article="z", id=f"z{c.id}") for c in pair[1].claims))
            for c in compared(pair):
                if c.relation == "discrepancy":
                    yield Example(name, judge.model_of(c), dict(c.features), False, FOREIGN)


def note_examples() -> Iterator[Example]:
    """Of two notes that can both be true no difference is right, however many words they share."""
    cases = [case for path in NOTES for case in tomllib.loads(path.read_text(encoding="utf-8"))["fit"]]
    for case in cases:
        notes = [Article(id=side, text=case[side]) for side in ("left", "right")]
        for c in compared(read_claims(notes)):
            if c.relation == "discrepancy":
                yield Example("notes", judge.model_of(c), dict(c.features), False, INVENTED)


def examples(folder: Path, score: Any, *, heard: bool = True) -> Iterator[Example]:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    paths = sorted(folder.glob("[a-z].txt"))
    texts = {p.stem: p.read_text(encoding="utf-8") for p in paths}
    articles = read_articles(paths)
    by_id = {a.id: a for a in articles}
    planted = [c for c in gold["conflicts"] if c.get("why") == "planted"]
    marked = any(c.get("why") == "marked" for c in gold["conflicts"])
    share = (INVENTED if is_invented(folder) else 1.0) * (PLANTED if planted else 1.0)
    if planted:
        gold["conflicts"] = planted  # the cluster's own conflicts count once, in the cluster itself
    for c in compared(read_claims(articles), heard=heard):
        if marked and c.slot in TOLD_OTHERWISE:
            continue
        finding = as_finding(c, by_id)
        wanted = gold["conflicts"] if c.relation == "discrepancy" else gold["agreements"]
        right = any(score.matches(finding, item, texts) for item in wanted)
        if c.relation == "discrepancy":
            right = right or any(score.same_figures(finding, item) for item in gold["conflicts"])
        if planted and not right:
            continue  # a copy repeats its cluster's wrong comparisons
        weight = 1.0
        if c.relation == "agreement" and not right:
            verdict = labelled(finding, folder.name, score)
            if verdict == "open":
                continue
            right = verdict == "right"
            against = [*gold["conflicts"], *({**t, "slot": ""} for t in gold["traps"])]
            known = verdict or any(score.matches(finding, item, texts) for item in against)
            weight = 1.0 if known else UNMARKED if marked else UNKNOWN
        yield Example(folder.name.split("-")[0], judge.model_of(c), dict(c.features), right, weight * share)


def is_planted(folder: Path) -> bool:
    """Whether a cluster is a copy with a planted fault."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return any(item.get("why") == "planted" for item in gold["conflicts"])


def is_invented(folder: Path) -> bool:
    """Whether a cluster was written for this project, as benchmarks/stories were."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return all(document["origin"] == "written for this project" for document in meta)


@cache
def labels() -> dict[tuple[str, str], list[dict[str, str]]]:
    """Cluster and slot -> the rows of agreements.csv."""
    found = defaultdict(list)
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["cluster"], row["slot"]].append(row)
    return dict(found)


def labelled(finding: Mapping[str, Any], cluster: str, score: Any) -> str:
    """What the labels say of an agreement: 'right', 'wrong', 'open', or '' where they do not know it."""
    for row in labels().get((cluster, finding["slot"]), ()):
        if all(
            row[side] == place["source"]
            and score.overlaps(place["start"], place["end"], [(int(row[f"{side}_start"]), int(row[f"{side}_end"]))])
            for side, place in (("left", finding["left"]), ("right", finding["right"]))
        ):
            return row["verdict"]
    return ""


def fit(rows: Sequence[Example], strength: float, fixed: Mapping[str, float]) -> dict[str, float] | None:
    """Bias and weights of a logistic regression whose weights keep the sign that sense gives them; ``fixed``: weights
    that are known.

    The signs (and the choice of features) stand for data that fifteen clusters cannot give: without them
    a fit learns the clusters. Features are scaled to unit variance for the penalty, the weights scaled back.
    """
    right = np.array([r.right for r in rows], dtype=float)
    if len(set(right)) < 2:
        return None
    names = [*SPEAKS_FOR, *SPEAKS_AGAINST]
    x = np.array([[r.features.get(n, 0.0) for n in names] for r in rows])
    scale = np.maximum(x.std(0), 0.1)
    x = x / scale
    given = np.array([sum(value * r.features.get(n, 0.0) for n, value in fixed.items()) for r in rows])
    weight = np.array([r.weight for r in rows])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = w[0] + x @ w[1:] + given
        p = 1 / (1 + np.exp(-z))
        value = float(np.sum(weight * (np.logaddexp(0, z) - right * z)) + w[1:] @ w[1:] / (2 * strength))
        slope = weight * (p - right)
        return value, np.concatenate([[slope.sum()], x.T @ slope + w[1:] / strength])

    bounds = [(None, None), *[(0, None)] * len(SPEAKS_FOR), *[(None, 0)] * len(SPEAKS_AGAINST)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = {n: round(float(w), 3) for n, w in zip(names, found[1:] / scale, strict=True) if abs(w) > 1e-4}
    return {"bias": round(float(found[0]), 3)} | weights | dict(fixed)


def priors() -> dict[str, dict[str, float]]:
    """Model -> feature -> weight set by hand, and 'caution'; from prior_weights.toml."""
    return tomllib.loads(PRIORS.read_text(encoding="utf-8"))


def fit_around(
    rows: Sequence[Example], prior: Mapping[str, float], held: Sequence[str], looser: float = 1.0
) -> dict[str, float]:
    """The most likely weights under a normal prior around those set by hand (``looser`` times as wide as LOOSE says),
    signs kept, those of ``held`` as they are;
    the constant is lowered by 'caution' in the end: planted faults are more frequent than real ones (and raised for
    agreements, of which those that nobody labelled count as wrong)."""
    names = [name for name in prior if name not in ("bias", "caution", *held)]
    mean = np.array([prior["bias"], *(prior[n] for n in names)])
    spread = np.array([LOOSE_BIAS, *(looser * max(LOOSEST, LOOSE * abs(m)) for m in mean[1:])])
    right = np.array([r.right for r in rows], dtype=float)
    x = np.array([[1.0, *(r.features.get(n, 0.0) for n in names)] for r in rows])
    given = np.array([sum(prior.get(n, 0.0) * r.features.get(n, 0.0) for n in held) for r in rows])
    weight = np.array([r.weight for r in rows])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z, off = x @ w + given, (w - mean) / spread
        value = float(np.sum(weight * (np.logaddexp(0, z) - right * z)) + off @ off / 2)
        return value, x.T @ (weight * (1 / (1 + np.exp(-z)) - right)) + off / spread

    bounds = [(None, None), *((0, None) if m > 0 else (None, 0) for m in mean[1:])]
    found = minimize(loss, mean, jac=True, bounds=bounds, method="L-BFGS-B").x
    fitted = {n: round(float(w), 2) for n, w in zip(("bias", *names), found, strict=True)}
    return {
        **fitted,
        "bias": round(fitted["bias"] - prior["caution"], 2),
        **{n: prior[n] for n in held if n in prior},
    }


def predict(model: dict[str, float], features: dict[str, float]) -> float:
    z = model["bias"] + sum(model.get(n, 0.0) * v for n, v in features.items())
    return float(1 / (1 + np.exp(-z)))


def fit_model(name: str, rows: Sequence[Example], strength: float) -> dict[str, float] | None:
    """Around its prior where there is one."""
    agrees = name.endswith("agreement")
    held = UNSEEN_IN_AGREEMENTS if agrees else GUARDS.get(name, ())
    prior = priors().get(name)
    model = (
        fit_around(rows, prior, held, LOOSER if agrees else 1.0) if prior else fit(rows, strength, FIXED.get(name, {}))
    )
    return model and {**model, "other_story": round(model.get("other_story", 0.0) - APART, 3)}


def cross_validate(name: str, rows: Sequence[Example], strength: float) -> list[float]:
    """Out-of-fold probabilities, by cluster."""
    found = [0.0] * len(rows)
    clusters = sorted({r.cluster for r in rows})
    for fold in (set(clusters[k::FOLDS]) for k in range(FOLDS)):
        model = fit_model(name, [r for r in rows if r.cluster not in fold], strength)
        for i, r in enumerate(rows):
            if model is not None and r.cluster in fold:
                found[i] = predict(model, r.features)
    return found


def stored() -> dict[str, dict[str, float]]:
    models: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["models"]
    return models


def fitted(by_model: dict[str, list[Example]], strength: float) -> dict[str, dict[str, float]]:
    """The stored models, those with enough examples fitted anew."""
    models = stored()
    for name, rows in sorted(by_model.items()):
        if not is_fitted(name, rows):
            continue
        model = fit_model(name, rows, strength)
        assert model is not None
        models[name] = model
    return models


def is_fitted(name: str, rows: Sequence[Example]) -> bool:
    return name in priors() or (name not in SET_BY_HAND and sum(r.right for r in rows) >= FEWEST)


def held_out_score(
    by_model: dict[str, list[Example]], root: Path, score: Any, strength: float, lacking: Sequence[str] = ()
) -> dict[str, int]:
    """The scorer's counts where each cluster is judged by weights that have not seen it, nor the features ``lacking``
    in any cluster."""
    total: dict[str, int] = defaultdict(int)
    by_model = {name: [without(r, lacking) for r in rows] for name, rows in by_model.items()}
    for folder in folders_of(root):
        rest = {m: [r for r in rows if r.cluster != folder.name] for m, rows in by_model.items()}
        found = fitted(rest, strength).items()
        models = {m: {name: w for name, w in model.items() if name not in lacking} for m, model in found}
        judge.weights = lambda models=models: models  # type: ignore[assignment,misc]
        for key, value in score.score(folder, False).items():
            total[key] += value
    return dict(total)


def without(example: Example, lacking: Sequence[str]) -> Example:
    """The example without some features."""
    return replace(example, features={name: v for name, v in example.features.items() if name not in lacking})


def all_examples(roots: Sequence[Path], unheard: Sequence[Path], score: Any) -> Iterator[Example]:
    """Those of all clusters, across clusters, and of the notes."""
    for root in roots:
        for folder in folders_of(root):
            yield from examples(folder, score)
    for root in roots:
        yield from foreign_examples([folder for folder in folders_of(root) if not is_planted(folder)])
    for root in unheard:
        for folder in folders_of(root):
            yield from examples(folder, score, heard=False)
    yield from note_examples()


def folders_of(root: Path) -> list[Path]:
    return sorted(p.parent for p in root.glob("*/gold.json"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clusters", nargs="+", type=Path)
    parser.add_argument("--unheard", nargs="*", type=Path, default=[], help="clusters the entailment model knows")
    parser.add_argument("--scorer", type=Path, default=SCORER)
    parser.add_argument("--strength", type=float, default=0.5, help="inverse of the L2 penalty")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--held-out", action="store_true", help="also score the first folder's clusters, each held out")
    parser.add_argument("--ablate", action="store_true", help="the same without each of the witnesses, one by one")
    args = parser.parse_args()
    score = load_scorer(args.scorer)
    by_model: dict[str, list[Example]] = defaultdict(list)
    for example in all_examples(args.clusters, args.unheard, score):
        by_model[example.model].append(example)
    for name, rows in sorted(by_model.items()):
        out = cross_validate(name, rows, args.strength)
        right = [r.right for r in rows]
        if not is_fitted(name, rows):
            print(f"{name:24s} {sum(right):4d} right of {len(rows):5d}: not fitted, weights set by hand")
            continue
        kept = [ok for ok, p in zip(right, out, strict=True) if p >= 0.5]
        print(
            f"{name:24s} {sum(right):4d} right of {len(rows):5d}  AUC {roc_auc_score(right, out):.3f}  at 0.5: "
            f"precision {sum(kept) / max(1, len(kept)):.2f} recall {sum(kept) / sum(right):.2f}"
        )
    if args.held_out:
        print("held out by cluster:", held_out_score(by_model, args.clusters[0], score, args.strength))
    for witness, features in WITNESSES.items() if args.ablate else ():
        counts = held_out_score(by_model, args.clusters[0], score, args.strength, features)
        print(f"held out by cluster, without {witness}: {counts}", flush=True)
    if args.write:
        WEIGHTS.write_text(json.dumps({"models": fitted(by_model, args.strength)}, indent=1) + "\n", encoding="utf-8")
        print(f"written: {WEIGHTS.name}")


if __name__ == "__main__":
    main()
