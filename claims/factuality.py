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

from claims.clauses import (
    DEEPEST,
    INTERROGATIVES,
    NOMINAL,
    after,
    before,
    coordinator,
    first_conjunct,
    governor_of,
    is_finite,
    is_past,
    is_present,
    lower,
    may_be_content,
    noun_phrase_start,
    prepositions,
    span,
    subject,
    verb_group,
)
from claims.cues import Frame, ModalCue, cues, find_frame, is_harmless, phrases_at, word_keys
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
LASTING = frozenset(
    [
        "be",
        "continue",
        "endure",
        "go",
        "hold",
        "last",
        "live",
        "remain",
        "run",
        "stand",
        "stay",
        "survive",
        "wait",
        "work",
    ]
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
    lemma: str = predicate.lemma_
    return next((cues().opposites[key] for key in word_keys(predicate) if key in cues().opposites), lemma)


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
    if context.negated and predicate.dep_ in NOMINALS and _none_of(predicate):
        context = replace(context, negated=False, negation=())  # 'gave no answer': one negation, not two
    own = _own(predicate)
    if any(a < d and c < b for a, b in own.negation for c, d in context.negation):
        context = replace(context, negated=False, negation=())  # one cue, found twice
    return own.within(context)


# --- the predicate's own words -------------------------------------------------------------------


def _own(predicate: Token) -> Standing:
    group = verb_group(predicate)
    negation = _own_negation(predicate, group)
    negated = bool(negation)
    if any(key in cues().opposites for key in word_keys(predicate)):
        negation, negated = [*negation, predicate], not negated
    standing = Standing(negated=negated, negation=tuple(span([t]) for t in negation))
    for cue, tokens in _own_modals(predicate, group):
        standing = standing.within(_modal_standing(cue, tokens, negated))
    return standing


def _modal_standing(cue: ModalCue, tokens: list[Token], negated: bool = False) -> Standing:
    modality = cue.negated if negated and cue.negated else cue.modality
    marks = (span(tokens),)
    return Standing(modality=modality, modal=marks if modality != "asserted" else (), hedges=marks if cue.hedge else ())


def _own_negation(predicate: Token, group: list[Token]) -> list[Token]:
    """The negators that belong to a predicate: none, or an odd number of negations."""
    beside = [t for t in group if t.i < predicate.i or (t.i == predicate.i + 1 and predicate.lemma_ in ("be", "have"))]
    adverbs = _phrases(beside, "adverb") + _phrases(_own_words(predicate), "phrase", last=predicate)
    if adverbs and (_corrected(predicate) or _until(predicate)):
        adverbs = []
    found = adverbs + _phrases(_conjunction_places(predicate), "conjunction")
    found += [t for c in predicate.children if c.dep_ in ("obj", "xcomp") and c.i > predicate.i for t in _none_of(c)]
    if predicate.pos_ in NOMINAL or predicate.pos_ == "ADJ":
        found += [t for t in _none_of(predicate) if t not in found]
    doer = subject(predicate)
    nobody = _none_of(doer) if doer is not None else []
    found = [t for t in found if t not in nobody]
    if nobody and found and not _phrases(_conjunction_places(predicate), "conjunction"):
        return []  # 'nobody did not come'
    return found + nobody


def _conjunction_places(predicate: Token) -> list[Token]:
    """Where 'neither' and 'nor' stand: on an arc of the predicate, or directly before it."""
    places = [c for c in predicate.children if c.i < predicate.i]
    return places + [t for t, _ in zip(before(predicate), range(1), strict=False) if t not in places]


def _own_words(predicate: Token) -> list[Token]:
    """The words left of a predicate that belong to it: its subtree up to there, and its neighbours."""
    near = [t for t, _ in zip(before(predicate), range(6), strict=False)]
    return [t for t in near if t.pos_ != "PUNCT"] + [c for c in predicate.lefts if c not in near]


def _phrases(tokens: Iterable[Token], role: str, last: Token | None = None) -> list[Token]:
    """The tokens of all negators of a role that begin at one of ``tokens``; with ``last``, only those phrases
    that belong to that predicate."""
    found: list[Token] = []
    for token in tokens:
        for match, _ in phrases_at(token, cues().negators[role]):
            if not is_harmless(token) and (last is None or _reaches(match, last)):
                found += [t for t in match if t not in found]
    return found


def _reaches(match: list[Token], predicate: Token) -> bool:
    """Whether a phrase stands directly before a predicate ('has yet to rule'), or hangs on it ('at no time')."""
    gap = [t for t in before(predicate) if t.i > match[-1].i]
    if match[-1].pos_ in NOMINAL or lower(match[-1]) == "means":
        return predicate in (match[-1].head, match[-1].head.head) or not gap
    if predicate.dep_.startswith(("obl", "nmod")) and predicate.pos_ in NOMINAL:
        return False  # 'far from the coast'
    return all(t.pos_ in ("AUX", "ADV", "PART", "DET") for t in gap)


def _none_of(noun: Token) -> list[Token]:
    """The negator of a noun phrase: 'no' and its like before the head, or a head such as 'nobody'."""
    if is_harmless(noun):
        return []
    whole = phrases_at(noun, cues().negators["pronoun"])
    if whole:
        return whole[0][0]
    start = noun_phrase_start(noun)
    if lower(noun) == "one" and start and lower(start[0]) == "no":
        return [] if is_harmless(start[0]) else [start[0], noun]
    found = _phrases((t for t in start if t != noun or len(start) == 1), "determiner")
    if any(t.i + 1 < len(t.doc) and t.nbor(1).text[:1].isdigit() for t in found if lower(t) == "no"):
        return []
    return found or _phrases((c for c in noun.lefts if c.dep_ in ("cc:preconj", "cc", "det")), "conjunction")


def _corrected(predicate: Token) -> bool:
    """'did not die of cold but of hunger': what is negated is not the predicate."""
    for child in predicate.rights:
        if child.dep_.startswith(("obl", "obj", "advmod", "xcomp")):
            for conjunct in child.children:
                if conjunct.dep_ == "conj" and coordinator(conjunct) == "but":
                    return subject(conjunct) is None
    return False


def _until(predicate: Token) -> bool:
    """'did not open the gate until Friday': it did then, unless the predicate is a state."""
    if predicate.lemma_ in LASTING or not is_past(predicate):
        return False
    return any(lower(t) == "until" and t.head.head == predicate for t in after(predicate))


def _own_modals(predicate: Token, group: list[Token]) -> list[tuple[ModalCue, list[Token]]]:
    """Modal verbs, adverbs and adjectives of a predicate, conditions that hang on it, and its mood."""
    tables = cues()
    found: list[tuple[ModalCue, list[Token]]] = []
    for token in group:
        cue = tables.auxiliaries.get(lower(token))
        hyphened = token.i + 1 < len(token.doc) and token.nbor(1).text == "-"  # 'would-be'
        if cue and token.pos_ in ("AUX", "PART") and token.i < predicate.i and not hyphened:
            perfect = any(lower(t) in ("have", "'ve") for t in group if t.i > token.i)
            found.append((replace(cue, modality=cue.perfect) if cue.perfect and perfect else cue, [token]))
    near = [t for t in (*group, *predicate.children) if t.dep_ == "advmod" and t.head in (predicate, *group)]
    for token in dict.fromkeys(near):
        found += [(cue, match) for match, cue in phrases_at(token, tables.adverbs)]
    if predicate.pos_ in NOMINAL:
        for token in noun_phrase_start(predicate):
            if token != predicate and (cue := tables.attributes.get(lower(token))):
                found.append((cue, [token]))
    found += _conditions_on(predicate, group)
    if "Imp" in predicate.morph.get("Mood"):
        found.append((ModalCue("planned"), [predicate]))
    return found


def _conditions_on(predicate: Token, group: list[Token]) -> list[tuple[ModalCue, list[Token]]]:
    """The conditions of a main clause: 'will resign' in 'will resign if the talks fail'."""
    modal = [t for t in group if lower(t) in cues().auxiliaries]
    if is_past(predicate) and not modal:
        return []
    found = []
    clauses = [c for c in predicate.children if c.dep_ in ("advcl", "parataxis", "obl")]
    for clause in (*clauses, predicate.head) if predicate.dep_ == "parataxis" else clauses:
        if clause.i < predicate.i or clause.dep_ != "ROOT":
            cue, tokens = _marker(clause)
            if cue is not None and cue.main:
                found.append((ModalCue(cue.main), tokens))
    return found


# --- what a clause hangs on ----------------------------------------------------------------------


def _context(predicate: Token, depth: int) -> Standing:
    """What stands of a predicate before its own words count."""
    first = first_conjunct(predicate)
    adjacent = _before_infinitive(predicate)
    if first != predicate and (adjacent is None or find_frame(adjacent, "infinitive") is None):
        return _conjunct_context(predicate, first, depth)
    negator = _marker_negation(predicate)
    if negator:
        head = _standing(predicate.head, depth + 1) if predicate.head != predicate else FRESH
        double = bool(_own_negation(predicate.head, verb_group(predicate.head))) if head.negated else False
        inherited = replace(head, negated=False, negation=())
        return Standing(negated=not double, negation=(span(negator),)).within(inherited)
    cue, tokens = _marker(predicate)
    governed = _governor(predicate, depth)
    if governed is not None and tokens and lower(tokens[0]) == "to":
        return governed
    marked = _modal_standing(cue, tokens) if cue is not None else FRESH
    if governed is not None:
        return marked.within(governed)
    if predicate.dep_ == "advcl":
        return marked.within(_inherited(predicate, depth))
    if predicate.dep_ == "ROOT" and predicate.doc[_sentence_end(predicate)].text == "?":
        end = predicate.doc[_sentence_end(predicate)]
        return Standing(modality="possible", modal=(span([end]),))
    return marked


def _sentence_end(token: Token) -> int:
    last: int = token.i
    for word in after(token):
        last = word.i
    return last


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
    but = coordinator(predicate) in ("but", "yet") or _marker_negation(predicate)
    if but or any(c.dep_ in ("obj", "xcomp") and _none_of(c) for c in first.children):
        own = replace(own, negated=False, negation=())
    if _phrases(_conjunction_places(predicate), "conjunction"):
        own = replace(own, negated=False, negation=())  # 'nor' negates by itself
    negator = _marker_negation(predicate)
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


def _marker_negation(predicate: Token) -> list[Token]:
    """'without', 'instead of' and their like before a clause or noun."""
    edge = [*prepositions(predicate), *_adjacent_markers(predicate)]
    if predicate.dep_ == "acl" and predicate.tag_ == "VBG":  # 'without anyone noticing', hung on the noun
        edge += [t for t in prepositions(predicate.head) if predicate.head.i < predicate.i]
    for token in edge:
        for match, _ in phrases_at(token, cues().negators["marker"]):
            return match
    return []


def _adjacent_markers(predicate: Token) -> list[Token]:
    """Prepositions and conjunctions directly before a predicate with its adverbs and determiners."""
    found: list[Token] = []
    for word in before(predicate):
        if word.pos_ in ("ADP", "SCONJ", "CCONJ") or lower(word) in ("instead", "rather"):
            found.append(word)
        elif found or word.pos_ not in ("ADV", "DET", "ADJ", "AUX", "PART"):
            break
    return found


def _marker(predicate: Token) -> tuple[ModalCue | None, list[Token]]:
    """The conjunction of a clause, if it bears on modality, with its tokens; also 'should the talks fail'."""
    inverted = _inversion(predicate)
    if inverted is not None:
        return ModalCue("conditional", main="conditional"), [inverted]
    best: tuple[ModalCue | None, list[Token]] = None, []
    for token in prepositions(predicate):
        for match, entry in phrases_at(token, cues().markers):
            if len(match) > len(best[1]) and not (entry.not_past and is_past(predicate)):
                best = entry, match
    cue, tokens = best
    if cue is not None and lower(tokens[0]) == "if" and _asks(predicate, tokens[0]):
        return cues().markers["whether"][0][1], tokens
    if cue is not None and lower(tokens[0]) == "to" and (predicate.pos_ in NOMINAL or _is_perfect(predicate)):
        return None, []
    return cue, tokens


def _asks(clause: Token, if_: Token) -> bool:
    """'not clear if anyone was hurt': 'if' for 'whether'."""
    if clause.dep_ in ("ccomp", "csubj", "csubj:pass"):
        return True
    word = next(before(if_), None)
    return word is not None and not cues().questions.isdisjoint(word_keys(word))


def _inversion(predicate: Token) -> Token | None:
    doer = subject(predicate)
    if doer is None or predicate.doc[_sentence_end(predicate)].text == "?":
        return None
    for child in predicate.lefts:
        if child.dep_ in ("aux", "cop") and lower(child) in ("should", "were", "had") and child.i < doer.i:
            return child
    return None


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
    marks = [lower(t) for t in prepositions(predicate) if t.dep_ != "cc"]
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
            return Standing(modality="planned", modal=(span([predicate.head]),)).within(governor)
        return FRESH
    if governor.negated:
        affirmed = replace(governor, negated=False, negation=())
        open_ = Standing(modality="possible", modal=governor.negation)
        return affirmed if _is_indirect_question(predicate) else open_.within(affirmed)
    return governor


def _is_done(infinitive: Token) -> bool:
    """'the first woman to lead the party', 'a man said to have fled': an infinitive that is no plan."""
    if _is_perfect(infinitive):
        return True
    ranks = [c for c in infinitive.head.lefts if c.dep_ in ("amod", "nummod", "det")]
    return any("Sup" in c.morph.get("Degree") or find_frame(c, "infinitive") is not None for c in ranks)


def _is_perfect(infinitive: Token) -> bool:
    return any(c.dep_ == "aux" and lower(c) == "have" for c in infinitive.children)


def _is_indirect_question(predicate: Token) -> bool:
    """'does not know what caused the fire': that something did is taken for granted."""
    words = [predicate, *predicate.lefts]
    inner = [c for w in words for c in w.lefts]
    return any(lower(t) in INTERROGATIVES for t in (*words, *inner))
