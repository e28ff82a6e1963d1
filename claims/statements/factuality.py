"""Polarity and modality of a predicate: does the text say that it happened, or that it did not, or that it may?

What stands of a predicate is composed from the top of its sentence down (Nairn, Condoravdi & Karttunen
2006, "Computing relative polarity for textual inference"): every word on the way that takes a clause or
an event ('failed to', 'denied that', 'plans for') changes what stands by its signature, and the
predicate's own negators, modal verbs and adverbs do the rest. So two negations cancel, and a negated
main clause leaves its adverbial clauses alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claims.quantities.events import lemma_of
from claims.statements.cues import Frame, ModalCue, cues, find_frame, word_keys
from claims.statements.modals import modal_cues, modal_marker, question_mark
from claims.statements.negation import negating_marker, negator_in, negators_of, neither_or_nor
from claims.syntax.clauses import (
    DEEPEST,
    INTERROGATIVES,
    NOMINAL,
    before,
    coordinator,
    first_conjunct,
    governor_of,
    is_finite,
    is_perfect,
    is_present,
    lower,
    may_be_content,
    prepositions,
    span,
    subject,
    verb_group,
)
from claims.types import Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token

Span = tuple[int, int]
Spans = tuple[Span, ...]
STRENGTH: dict[Modality, int] = {"asserted": 0, "planned": 1, "possible": 2, "conditional": 3}
COMPLEMENTS = ("xcomp", "ccomp", "csubj", "csubj:pass", "acl", "advcl")
NOMINALS = (
    "obj",
    "iobj",
    "nsubj",
    "nsubj:outer",
    "nsubj:pass",
    "obl",
    "obl:agent",
    "obl:unmarked",
    "nmod",
    "nmod:poss",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of a predicate, with the characters of the cues that decide it."""

    negated: bool = False
    modality: Modality = "asserted"
    negation: Spans = ()
    modal: Spans = ()
    hedges: Spans = ()

    def within(self, outer: Standing) -> Standing:
        """This standing, inside another one."""
        strength = max(STRENGTH[self.modality], STRENGTH[outer.modality])
        strongest = [s for s in (outer, self) if STRENGTH[s.modality] == strength]
        return Standing(
            negated=self.negated != outer.negated,
            modality=strongest[0].modality,
            negation=outer.negation + self.negation,
            modal=tuple(cue for s in strongest for cue in s.modal),
            hedges=outer.hedges + self.hedges,
        )


FRESH = Standing()


def polarity(predicate: Token) -> tuple[Polarity, Spans]:
    """Whether the predicate (verb, predicative noun or adjective, event noun) is affirmed or negated, and
    the character spans of the cues; none where it is affirmed."""
    standing = _standing(predicate, 0)
    if not standing.negated:
        return "affirmed", ()
    return "negated", tuple(sorted(set(standing.negation)))


def modality(predicate: Token) -> tuple[Modality, Spans]:
    """Whether the predicate is asserted, planned, possible or conditional, and the spans of the cues."""
    standing = _standing(predicate, 0)
    if standing.modality == "asserted":
        return "asserted", ()
    return standing.modality, tuple(sorted(set(standing.modal)))


def hedges(predicate: Token) -> Spans:
    """The spans of words by which the writer does not vouch for the statement: 'reportedly', 'appears to'."""
    return tuple(sorted(set(_standing(predicate, 0).hedges)))


def affirmative(predicate: Token) -> str:
    """The predicate's lemma without a negation inside the word: 'hurt' for 'unhurt'."""
    opposites = cues().opposites
    return next((opposites[key] for key in word_keys(predicate) if key in opposites), lemma_of(predicate))


def _standing(predicate: Token, depth: int) -> Standing:
    """What stands of a predicate in the whole of its sentence; kept with the document, since the questions are
    asked one by one and many predicates hang on one word."""
    if depth > DEEPEST:
        return FRESH
    known: dict[int, Standing] = predicate.doc.user_data.setdefault("crosscheck.standing", {})
    if predicate.i not in known:
        known[predicate.i] = _composed(predicate, depth)
    return known[predicate.i]


def _composed(predicate: Token, depth: int) -> Standing:
    if predicate.dep_ == "compound":  # 'ceasefire agreement'
        return _standing(predicate.head, depth + 1)
    context = _context(predicate, depth)
    if context.negated and predicate.dep_ in NOMINALS and negator_in(predicate):
        context = replace(context, negated=False, negation=())  # 'gave no answer': one negation, not two
    own = _own(predicate)
    if any(a < d and c < b for a, b in own.negation for c, d in context.negation):
        context = replace(context, negated=False, negation=())  # one cue, found twice
    return own.within(context)


# --- the predicate's own words -------------------------------------------------------------------


def _own(predicate: Token) -> Standing:
    group = verb_group(predicate)
    negation = negators_of(predicate, group)
    negated = bool(negation)
    if any(key in cues().opposites for key in word_keys(predicate)):
        negation, negated = [*negation, predicate], not negated
    standing = Standing(negated=negated, negation=tuple(span([t]) for t in negation))
    for cue, tokens in modal_cues(predicate, group):
        standing = standing.within(_modal_standing(cue, tokens, negated))
    return standing


def _modal_standing(cue: ModalCue, tokens: list[Token], negated: bool = False) -> Standing:
    modality = cue.negated if negated and cue.negated else cue.modality
    marks = (span(tokens),)
    return Standing(modality=modality, modal=marks if modality != "asserted" else (), hedges=marks if cue.hedge else ())


# --- what a clause hangs on ----------------------------------------------------------------------


def _context(predicate: Token, depth: int) -> Standing:
    """What stands of a predicate before its own words count."""
    first = first_conjunct(predicate)
    adjacent = _before_infinitive(predicate)
    if first != predicate and (adjacent is None or find_frame(adjacent, "infinitive") is None):
        return _conjunct_context(predicate, first, depth)
    negator = negating_marker(predicate)
    if negator:
        head = _standing(predicate.head, depth + 1) if predicate.head != predicate else FRESH
        double = bool(negators_of(predicate.head, verb_group(predicate.head))) if head.negated else False
        inherited = replace(head, negated=False, negation=())
        return Standing(negated=not double, negation=(span(negator),)).within(inherited)
    cue, tokens = modal_marker(predicate)
    governed = _governor(predicate, depth)
    if governed is not None and tokens and lower(tokens[0]) == "to":
        return governed
    marked = _modal_standing(cue, tokens) if cue is not None else FRESH
    if governed is not None:
        return marked.within(governed)
    if predicate.dep_ == "advcl":
        return marked.within(_inherited(predicate, depth))
    end = question_mark(predicate) if predicate.dep_ == "ROOT" else None
    if end is not None:
        return Standing(modality="possible", modal=(span([end]),))
    return marked


def _inherited(predicate: Token, depth: int) -> Standing:
    """An adverbial clause shares the modality of its main clause where it has no tense of its own
    ('may collapse, killing'), or is in the present under a plan ('will sign when he arrives'); never its polarity."""
    head = _standing(predicate.head, depth + 1)
    if is_finite(predicate) and not (is_present(predicate) and head.modality in ("planned", "conditional")):
        return FRESH
    return replace(head, negated=False, negation=())


def _conjunct_context(predicate: Token, first: Token, depth: int) -> Standing:
    """A later conjunct stands where the first one stands, and shares the auxiliaries and the negation that it
    does not repeat."""
    while (
        is_finite(predicate) and first.dep_ in ("xcomp", "advcl", "acl") and not is_finite(first) and depth <= DEEPEST
    ):
        first, depth = first_conjunct(first.head), depth + 1  # 'failed to sign and left' is no conjunct of 'sign'
    outer = _context(first, depth + 1)
    shared = first_conjunct(predicate) == first and _shares_auxiliaries(predicate, first)
    if not shared:
        return outer if first.dep_ not in ("ROOT", "parataxis", "advcl") or not is_finite(predicate) else FRESH
    own = _own(first)
    but = coordinator(predicate) in ("but", "yet") or negating_marker(predicate)
    if but or any(c.dep_ in ("obj", "xcomp") and negator_in(c) for c in first.children):
        own = replace(own, negated=False, negation=())
    if neither_or_nor(predicate):
        own = replace(own, negated=False, negation=())  # 'nor' negates by itself
    negator = negating_marker(predicate)
    if negator:
        outer = Standing(negated=True, negation=(span(negator),)).within(outer)
    return own.within(outer)


def _shares_auxiliaries(predicate: Token, first: Token) -> bool:
    if subject(predicate) is not None or any(c.dep_ in ("aux", "aux:pass", "cop") for c in predicate.children):
        return False
    if predicate.pos_ in NOMINAL or first.pos_ in NOMINAL:
        return predicate.pos_ in NOMINAL and first.pos_ in NOMINAL
    if any(c.dep_ in ("aux", "aux:pass", "cop") for c in first.children) and is_finite(predicate):
        return predicate.tag_ in ("VBD", "VBN") and first.tag_ in ("VBD", "VBN")
    return True


def _governor(predicate: Token, depth: int) -> Standing | None:
    """What stands of a predicate by the word that takes it; None where none does."""
    for head, form in _takers(predicate):
        found = find_frame(head, form)
        if found is not None:
            frame, tokens = found
            return _apply(frame, tokens, _standing(head, depth + 1))
    head = governor_of(predicate)
    if predicate.dep_ in ("xcomp", "ccomp", "csubj", "csubj:pass", "acl") and head != predicate:
        return _unlisted(predicate, _standing(head, depth + 1))
    if predicate.dep_ == "obj" and any(lower(c) == "any" for c in predicate.children):
        return replace(_standing(head, depth + 1), modality="asserted", modal=())
    return None


def _takers(predicate: Token) -> Iterable[tuple[Token, str]]:
    """The words that may take a predicate, each with the form in which it does: by position, then by arc."""
    adjacent = _before_infinitive(predicate)
    if adjacent is not None:
        yield adjacent, "infinitive"
    form = _clause_form(predicate)
    behind = next(before(predicate), None)
    beside = behind is not None and predicate.head in (behind, behind.head)  # 'ruled out talking'
    participle = predicate.dep_ in ("advcl", "acl") and form in ("ing", "bare") and not beside
    content = may_be_content(predicate)
    if (predicate.dep_ in COMPLEMENTS and not participle) or content:
        yield governor_of(predicate), "that" if content else form
        if predicate.dep_ == "acl" and predicate.head.dep_ in ("obj", "nsubj:pass", "iobj"):
            yield predicate.head.head, form  # 'prevented the crowd from entering', the clause on the wrong word
    elif predicate.dep_ in NOMINALS:
        case = [lower(t) for t in prepositions(predicate)]
        if case:
            yield predicate.head, case[-1]
        elif any(c.dep_ in ("xcomp", "ccomp") for c in predicate.head.children):
            return  # 'the strike is believed to ...' takes the clause, not the strike
        elif predicate.dep_ in ("nsubj", "nsubj:outer"):
            yield predicate.head, "subject"
        elif predicate.dep_ in ("obj", "nsubj:pass", "obl"):
            yield predicate.head, "noun"


def _before_infinitive(predicate: Token) -> Token | None:
    """The word before 'to' and the infinitive, adverbs and 'not' skipped."""
    seen = False
    for word in before(predicate):
        if lower(word) == "to" and not seen:
            seen = True
        elif word.pos_ not in ("ADV", "AUX", "PART") or (seen and word.pos_ == "AUX"):
            return word if seen else None
    return None


def _clause_form(predicate: Token) -> str:
    clausal = any(
        c.dep_ == "cop" for c in predicate.children
    )  # 'denied it was behind the plot': 'behind' marks nothing
    marks = [lower(t) for t in prepositions(predicate) if t.dep_ != "cc" and not (clausal and t.dep_ == "case")]
    if "to" in marks:
        return "infinitive"
    if marks and marks[0] not in ("that", "whether", "if"):
        return marks[-1]
    if is_finite(predicate) or marks:
        return "that"
    return "ing" if predicate.tag_ == "VBG" or lower(predicate).endswith("ing") else "bare"


def _apply(frame: Frame, tokens: list[Token], governor: Standing) -> Standing:
    """What a frame leaves of its complement."""
    sign = frame.negated if governor.negated else frame.affirmed
    cue = (span(tokens),)
    modality: Modality = "possible" if sign == "o" else frame.modality
    inner = Standing(modality=modality, modal=cue if modality != "asserted" else (), hedges=cue if frame.hedge else ())
    reverses = frame.affirmed == "-"
    outer = replace(governor, negated=False, negation=())
    negation = governor.negation + (cue if reverses else ()) if sign == "-" else ()
    return replace(inner, negated=sign == "-", negation=negation).within(outer)


def _unlisted(predicate: Token, governor: Standing) -> Standing:
    """A complement of a word that no table lists: an infinitive shares the polarity, a finite clause under a
    negation is open, an infinitive on a noun is a plan."""
    if predicate.dep_ == "xcomp":
        return governor
    if predicate.dep_ == "acl":
        if "to" in [lower(t) for t in prepositions(predicate)] and not _is_done(predicate):
            if not negator_in(predicate.head):  # 'did not bring the tools to mend it': the tools are not brought
                governor = replace(governor, negated=False, negation=())
            return Standing(modality="planned", modal=(span([predicate.head]),)).within(governor)
        return FRESH
    if governor.negated:
        affirmed = replace(governor, negated=False, negation=())
        open_ = Standing(modality="possible", modal=governor.negation)
        return affirmed if _is_indirect_question(predicate) else open_.within(affirmed)
    return governor


def _is_done(infinitive: Token) -> bool:
    """'the first woman to lead the party', 'a man said to have fled': an infinitive that is no plan."""
    if is_perfect(infinitive):
        return True
    ranks = [c for c in infinitive.head.lefts if c.dep_ in ("amod", "nummod", "det")]
    return any("Sup" in c.morph.get("Degree") or find_frame(c, "infinitive") is not None for c in ranks)


def _is_indirect_question(predicate: Token) -> bool:
    """'does not know what caused the fire': that something did is taken for granted."""
    words = [predicate, *predicate.lefts]
    inner = [c for w in words for c in w.lefts]
    return any(lower(t) in INTERROGATIVES for t in (*words, *inner))
