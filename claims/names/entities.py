"""Find the names in an article: where they stand, what kind of thing they name, and the fullest form.

Three witnesses are heard: capital letters (a run of capitalised words is a name, less its titles), the
gazetteer, and the tagger. Within one article a name is of one kind, so their votes are counted over all
of its mentions; a family name follows the full name.

What counts as a mention: names of persons, places and organisations; adjectives and nouns of
nationality, people or faith ('Russian', 'Kurds': type 'group', named by the country or people); a body
of a state with its adjective ('Syrian army', type 'organisation'); other names (type 'other': 'Arab
Spring'). Titles, possessives and articles stay outside. In headings in title case only names that the
body or the gazetteer knows are found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claims.names.actors import is_acronym
from claims.names.aliases import canonical_name
from claims.names.fullest import full_organisations, full_persons
from claims.names.gazetteer import gazetteer, key
from claims.names.persons import is_given_name
from claims.tables import read_table
from claims.types import Article, Entity, EntityType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LABELS: Mapping[str, EntityType] = {
    "PER": "person",
    "PERSON": "person",
    "LOC": "place",
    "GPE": "place",
    "FAC": "place",
    "ORG": "organisation",
    "NORP": "group",
}
LONG_TITLE = 5
"""So many words of three letters or more, all with a capital, make a line a heading in title case."""
_CERTAIN = 100  # votes of the gazetteer, a title or a telling noun; the tagger has one per mention
_LIKELY = 2  # votes of a preposition or a known given name
_RANK: tuple[EntityType, ...] = ("person", "organisation", "place", "group", "other")  # where votes are even
_SHORTEST_SIGN = 150  # words from which an article without a single apostrophe has lost them
_LONGEST = 8  # words of a name in the gazetteer
_HYPHENS = frozenset("-‐‑–/")


@dataclass(frozen=True)
class _Mention:
    """Tokens ``start``..``end`` (half open), less ``cut`` characters of a lost possessive.

    ``votes``: evidence for each kind; ``name``: the canonical name, where the gazetteer has one;
    ``title``: the titles before it.
    """

    start: int
    end: int
    text: str
    votes: tuple[tuple[EntityType, int], ...] = ()
    name: str = ""
    cut: int = 0
    title: str = ""

    @property
    def key(self) -> str:
        return key(self.text)


def find_entities(doc: Doc, article: Article) -> tuple[Entity, ...]:
    """The named mentions of an article, in order, disjoint, spans into ``article.text``."""
    mentions: list[_Mention] = []
    unread: list[list[Token]] = []  # where capitals tell nothing
    for sent in doc.sents:
        tokens = [t for t in sent if not t.is_space]
        if is_title_case(tokens):
            unread.append(tokens)
            continue
        known = _known_in(tokens)
        for run in _runs(tokens, known):
            mentions += _mentions_in(run, known)
    for tokens in unread:
        mentions += _seen_before(tokens, mentions)
    mentions = [_with_body(doc, m) for m in sorted(mentions, key=lambda m: m.start)]
    mentions = _cut_possessives(doc, mentions)
    kinds = _kinds(mentions)
    names = _canonical(doc, mentions, kinds)
    return tuple(
        Entity(start, end, article.text[start:end], name, kind)
        for mention, kind, name in zip(mentions, kinds, names, strict=True)
        for start, end in [_offsets(doc, mention)]
    )


def _offsets(doc: Doc, mention: _Mention) -> tuple[int, int]:
    last = doc[mention.end - 1]
    return doc[mention.start].idx, last.idx + len(last) - mention.cut


class _Words:
    """entities.toml as sets."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.stop = frozenset(word for words in table["stop"].values() for word in words)
        self.organisation_heads = frozenset(table["organisation"]["heads"])
        self.going_on = frozenset(table["organisation"]["going_on"])
        self.agencies = tuple(tuple(phrase.split()) for phrase in table["organisation"]["agency_phrases"])
        self.groups = tuple(tuple(phrase.split()) for phrase in table["organisation"]["group_phrases"])
        self.place_heads = frozenset(table["place"]["heads"])
        self.place_first = frozenset(table["place"]["first"])
        self.other_heads = frozenset(table["other"]["heads"])
        self.articles, self.particles, self.hyphened, self.after_comma = (
            frozenset(table["parts"][kind]) for kind in ("articles", "particles", "hyphened", "after_comma")
        )
        self.led = frozenset(table["led"]["after"])
        self.before_place = frozenset(table["place"]["before"])
        self.after_place = frozenset(table["place"]["after"])
        bodies = (tuple(phrase.split()) for phrase in table["state"]["bodies"])
        self.bodies = tuple(sorted(bodies, key=len, reverse=True))
        self.speech = frozenset(table["speech"]["verbs"])
        self.acts = self.speech | frozenset(table["speech"]["acts"])


@cache
def _words() -> _Words:
    return _Words(read_table("entities"))


def is_body(name: str) -> bool:
    """Whether a name's own words say that it is an organisation's ('Free Harbour Army', 'Observatory for Tides'); not
    where a person's title stands in it."""
    words = name.casefold().split()
    if any(gazetteer().titles.is_title(word) for word in words):
        return False
    return bool(_heads(words) & _words().organisation_heads)


def _heads(lower: Sequence[str]) -> set[str]:
    """The last word of a name and those before 'of', 'for' and 'on'."""
    return {*lower[-1:], *(a for a, b in pairwise(lower) if b in ("of", "for", "on"))}


# Runs of capitalised words


def is_title_case(tokens: Sequence[Token]) -> bool:
    """'Talks End Without Deal': words that are no names have capitals too, so that capitals tell nothing."""
    words: list[str] = [t.text for t in tokens if t.is_alpha and len(t) > 3]
    if len(words) > 1 and all(word.isupper() for word in words):
        return True
    capitals = [t.text[0].isupper() for t in tokens if t.is_alpha and len(t) > 2]
    if len(capitals) >= LONG_TITLE and all(capitals):
        return True  # whatever the tagger takes for names
    common = [t.text for t in tokens[1:] if t.is_alpha and len(t) > 3 and t.pos_ not in ("PROPN", "X")]
    common = [word for word in common if not gazetteer().demonym(word)]
    return len(common) > 1 and sum(word[0].isupper() for word in common) > 0.7 * len(common)


def _known_in(tokens: Sequence[Token]) -> dict[int, _Mention]:
    """Gazetteer names in a sentence, longest first from the left, by the index of their first token."""
    found: dict[int, _Mention] = {}
    i = 0
    while i < len(tokens):
        mention = _longest_known(tokens, i)
        if mention:
            found[tokens[i].i] = mention
            while i < len(tokens) and tokens[i].i < mention.end:
                i += 1
        else:
            i += 1
    return found


def _longest_known(tokens: Sequence[Token], i: int) -> _Mention | None:
    if tokens[i].lower_ == "the" or not (tokens[i].text[0].isupper() or tokens[i].lower_ in _words().articles):
        return None
    for end in range(min(len(tokens), i + _LONGEST), i, -1):
        if not _may_end(tokens[end - 1]):
            continue
        mention = _by_gazetteer(tokens[i:end])
        if mention:
            return mention
    return None


def _may_end(token: Token) -> bool:
    """A name does not end in a point of the sentence or in a possessive, nor in 'group' or 'agency'."""
    word: str = token.text
    return word[0].isalnum() and (not word.islower() or word not in gazetteer().sides.generic)


def _text(tokens: Sequence[Token]) -> str:
    return " ".join("".join(t.text_with_ws for t in tokens).split())


def _by_gazetteer(tokens: Sequence[Token]) -> _Mention | None:
    """A mention by the gazetteer alone: countries, nationalities, organisations, larger regions."""
    text = _text(tokens)
    if not any(c.isupper() for c in text) or (text.isupper() and len(text) > 1 and _shouted(tokens)):
        return None
    known = gazetteer()
    start, end = tokens[0].i, tokens[-1].i + 1
    head, hyphen, tail = text.rpartition("-")
    if len(tokens) == 1 and hyphen and tail.islower() and (country := known.country(head)):  # 'U.S.-backed'
        return _Mention(start, end, head, (("place", _CERTAIN),), country, len(tail) + 1)
    cut = _lost_possessive(text)
    if cut and is_given_name(text):  # Frances, not France
        return None
    if country := known.country(text):
        return _Mention(start, end, text, (("place", _CERTAIN),), country, cut)
    if people := known.demonym(text):
        return _Mention(start, end, text, (("group", _CERTAIN),), people)
    if organisation := known.organisation(text):
        votes: tuple[tuple[EntityType, int], ...] = (("organisation", _CERTAIN),)
        return _Mention(start, end, text, votes, organisation.name, cut)
    if key(text) in known.seats:
        return _Mention(start, end, text, (("organisation", _CERTAIN),), text)
    if key(text) in known.world_regions or key(text) in known.regions:
        return _Mention(start, end, text, (("place", _CERTAIN),), canonical_name(text, "place"))
    return None


def _shouted(tokens: Sequence[Token]) -> bool:
    """Whether the words around are in capitals too, so that 'IS', 'US' and 'WHO' may be small words."""
    doc = tokens[0].doc
    near = [*doc[max(0, tokens[0].i - 3) : tokens[0].i], *doc[tokens[-1].i + 1 : tokens[-1].i + 4]]
    longer = [t for t in near if t.is_alpha and len(t) > 2]
    return bool(longer) and all(t.is_upper for t in longer)


def _lost_possessive(text: str) -> int:
    """1 where a name of the gazetteer ends in the s of a lost apostrophe ('Syrias')."""
    known = gazetteer()
    if text.endswith("s") and text[:-1].isupper():
        return 1
    listed = key(text) in known.country_names or key(text) in known.organisation_names
    return 0 if listed or not text.endswith("s") else 1


def _runs(tokens: Sequence[Token], known: Mapping[int, _Mention]) -> Iterator[list[Token]]:
    """Maximal runs of words that look like parts of names, with the small words that join them."""
    covered = {i for m in known.values() for i in range(m.start, m.end)}
    named = [t.i in covered or _looks_named(tokens, n) for n, t in enumerate(tokens)]
    run: list[Token] = []
    n = 0
    while n < len(tokens):
        joined = 1 if named[n] else _joint(tokens, n, named) if run else 0
        if joined:
            run += tokens[n : n + joined]
            n += joined
            continue
        if run:
            yield run
        run = []
        n += 1
    if run:
        yield run


def _looks_named(tokens: Sequence[Token], n: int) -> bool:
    token, words = tokens[n], _words()
    if not token.text[0].isupper():
        ahead = tokens[n + 1 : n + 3]
        hyphened = len(ahead) == 2 and ahead[0].text in _HYPHENS and not token.whitespace_
        return token.lower_ in words.articles and hyphened and ahead[1].text[:1].isupper()
    if is_given_name(token.text) and (_precedes_particle(tokens, n) or _precedes_surname(tokens, n)):
        return True  # 'Jan de Vries', 'Jan Vesely', no month
    if words.stop & {token.lower_, token.lower_.removesuffix("s")} or not token.text.replace("'", "").isalpha():
        return "." in token.text and token.pos_ == "PROPN" and token.lower_ not in words.stop
    if token.pos_ == "PROPN" or token.ent_type_:
        return True
    if _opens(tokens, n):  # a capital that any word would have here
        following = tokens[n + 1] if n + 1 < len(tokens) else None
        return following is not None and following.text[0].isupper() and following.pos_ == "PROPN"
    return token.pos_ in ("NOUN", "ADJ", "X", "VERB")


def _precedes_particle(tokens: Sequence[Token], n: int) -> bool:
    ahead = tokens[n + 1 : n + 3]
    return len(ahead) == 2 and ahead[0].lower_ in _words().particles and ahead[1].text[:1].isupper()


def _precedes_surname(tokens: Sequence[Token], n: int) -> bool:
    """Whether the tagger takes a word and the capitalised one behind it for one person: 'Jan Vesely', no January."""
    pair = tokens[n : n + 2]
    return len(pair) == 2 and pair[1].text[:1].isupper() and all(LABELS.get(t.ent_type_) == "person" for t in pair)


def _opens(tokens: Sequence[Token], n: int) -> bool:
    return n == 0 or tokens[n - 1].text in {".", ":", "!", "?", '"', "“", "”", "'", "‘", "…", "..."}


def _joint(tokens: Sequence[Token], n: int, named: Sequence[bool]) -> int:
    """How many tokens from ``n`` on join the run before them to the name part behind; 0 where none do."""
    words, titles = _words(), gazetteer().titles
    before, word = tokens[n - 1], tokens[n].lower_
    ahead = n + 1 < len(tokens) and named[n + 1]
    tight = not before.whitespace_ and not tokens[n].whitespace_
    following = tokens[n + 1] if n + 1 < len(tokens) else None
    if word == "," and following is not None and following.lower_ in words.after_comma and following.text[0].isupper():
        return 2
    if ahead and ((tight and word in _HYPHENS | {"'", "’"}) or word in words.particles):
        return 1
    if tight and word in _HYPHENS and (inner := _hyphened(tokens, n)):
        return inner if named[n + inner] else 0
    if word in words.particles and following is not None and following.lower_ in words.particles:
        return 2 if n + 2 < len(tokens) and named[n + 2] else 0  # 'van der', 'de la'
    if word in ("of", "for", "on") and before.lower_ in words.going_on:
        over_the = n + 2 < len(tokens) and tokens[n + 1].lower_ == "the" and named[n + 2]
        return 1 if ahead else 2 if over_the else 0
    if word == "of" and ahead and (before.lower_ in words.place_first or before.lower_ in titles.roles):
        return 1
    return 0


def _hyphened(tokens: Sequence[Token], n: int) -> int:
    """How many tokens from a hyphen on, up to a capital, stand within a name like 'Stoke-on-Trent'; 0 where none do."""
    behind = n + 1
    while behind + 2 < len(tokens) and tokens[behind].lower_ in _words().hyphened:
        if tokens[behind].whitespace_ or tokens[behind + 1].text not in _HYPHENS or tokens[behind + 1].whitespace_:
            break
        behind += 2
    return behind - n if behind > n + 1 and tokens[behind].text[:1].isupper() else 0


# From a run to its names


def _mentions_in(run: list[Token], known: Mapping[int, _Mention]) -> Iterator[_Mention]:
    """Cut a run into names: titles off, a nationality before a title apart, gazetteer names as they are."""
    i, title = 0, ""
    while i < len(run):
        length = _titles_at(run, i, known)
        if length:
            title = f"{title} {_text(run[i : i + length])}".strip()
            i += length
            continue
        end = _name_end(run, i, known)
        yield from _named(run[i:end], known, title)
        i, title = end, ""


def _titles_at(run: Sequence[Token], i: int, known: Mapping[int, _Mention]) -> int:
    """How many tokens from ``i`` on are a title ('Defense Minister', 'Secretary of State', 'Lt. Gen.')."""
    titles = gazetteer().titles
    end = i
    for j in range(i, len(run)):
        word = run[j].lower_
        if run[j].i in known and known[run[j].i].end > run[j].i + 1:
            break
        if titles.is_title(word):
            end = j + 1
            if end + 1 < len(run) and run[end].lower_ == "of" and run[end + 1].lower_ in titles.modifiers:
                return end + 2 - i
        elif word not in titles.modifiers and word not in _HYPHENS:
            break
    if end < len(run) and run[end].lower_ in _words().organisation_heads:
        return 0  # 'Prime Minister Office', 'General Command'
    return end - i


def _name_end(run: Sequence[Token], i: int, known: Mapping[int, _Mention]) -> int:
    """Where the name that begins at ``i`` ends: before a title, or where another name begins."""
    for j in range(i + 1, len(run)):
        joined = run[j].text in _HYPHENS or run[j - 1].text in _HYPHENS
        if (length := _titles_at(run, j, known)) and not joined:
            if j + length == len(run) and length == 1 and _is_surname(run[j - 1], run[j], known):
                return len(run)
            return j
        if _breaks(run, i, j, known):
            return j
    return len(run)


def _is_surname(before: Token, word: Token, known: Mapping[int, _Mention]) -> bool:
    """Whether a title is a surname, behind a given name: 'Tom Lord', 'Imran Sheikh'."""
    tagged = LABELS.get(word.ent_type_) == "person" and word.ent_iob_ == "I"
    return before.i not in known and (is_given_name(before.text) or tagged)


def _breaks(run: Sequence[Token], i: int, j: int, known: Mapping[int, _Mention]) -> bool:
    """Whether one name ends before ``j`` and another begins: two known names, or two kinds of the tagger."""
    first = known.get(run[i].i)
    if first and run[j].i < first.end:
        return False
    following = known.get(run[j].i)
    named = following is not None and (following.cut > 1 or dict(following.votes).get("organisation", 0) > 0)
    if named and run[j - 1].text not in _HYPHENS and run[j - 1].lower_ not in ("of", "for", "on"):
        return True
    joining = _words().particles | {"of", "for", "on"}
    if run[j].text in _HYPHENS or run[j - 1].text in _HYPHENS or run[j].lower_ in joining:
        return False
    complete = first is not None and run[j - 1].i == first.end - 1
    if first and complete:
        apart = run[j].i in known or LABELS.get(run[j].ent_type_) == "person" or first.cut > 0
        if apart or key(_text(run[j:])) in gazetteer().cities:
            return True
    before, after = run[j - 1].ent_type_, run[j].ent_type_
    if run[j].i in known and dict(known[run[j].i].votes).get("place") and LABELS.get(before) == "place":
        return True  # a city and its country, the comma lost
    return bool(before and after and before != after and run[j].ent_iob_ == "B" and not complete)


def _named(part: Sequence[Token], known: Mapping[int, _Mention], title: str) -> Iterator[_Mention]:
    """The mentions in one name: itself, or a nationality and what follows its hyphen."""
    words = _words()
    dangling = _HYPHENS | words.particles | {"of", "for", "on", "the", "'", "’"}
    while part and part[-1].lower_ in dangling:
        part = part[:-1]
    while part and part[0].lower_ in _HYPHENS | {"'", "’", "&", "of", "for", "on", "the", ","}:
        part = part[1:]
    if not part:
        return
    first = known.get(part[0].i)
    if first and first.end == part[-1].i + 1:
        yield replace(first, title=title)
        return
    if first and len(hyphen := [t for t in part if t.i == first.end and t.text in _HYPHENS]) == 1:
        yield first  # 'US-Led', 'Arab-Israeli'
        yield from _named([t for t in part if t.i > hyphen[0].i], known, "")
        return
    inside = _votes_inside(part)
    weak = part[0].pos_ != "PROPN" and not part[0].ent_type_ and part[0].i not in known
    if weak and len(part) > 1 and not inside["organisation"] and part[0].is_sent_start:
        yield from _named(part[1:], known, title)
        return
    if not inside and not any(t.pos_ == "PROPN" or t.ent_type_ for t in part):
        return
    if len(part) == 1 and part[0].lower_ in words.after_place | gazetteer().titles.modifiers:
        return
    votes = inside + _votes_around(part, title)
    yield _Mention(part[0].i, part[-1].i + 1, _text(part), tuple(sorted(votes.items())), title=title)


def _votes_inside(part: Sequence[Token]) -> Counter[EntityType]:
    """What the words of a name say of its kind, and what the tagger says."""
    words, known = _words(), gazetteer()
    votes: Counter[EntityType] = Counter()
    lower = [t.lower_ for t in part]
    text = _text(part)
    heads = _heads(lower)
    if heads & words.organisation_heads or (heads & words.going_on and {"of", "for", "on"} & set(lower)):
        votes["organisation"] += _CERTAIN
    elif lower[-1] in words.other_heads:
        votes["other"] += _CERTAIN
    elif len(part) > 1 and (lower[-1] in words.place_heads or lower[0] in words.place_first):
        votes["place"] += _LIKELY if is_given_name(part[0].text) else _CERTAIN
    elif len(part) > 1 and is_given_name(part[0].text):
        votes["person"] += _LIKELY
    labels = Counter(LABELS[t.ent_type_] for t in part if t.ent_type_ in LABELS)
    if labels:
        votes[labels.most_common(1)[0][0]] += 1
    elif key(text) in known.cities:
        votes["place"] += 1
    if len(part) > 1 and not votes["person"] and any(known.country(t.text) for t in part[1:]):
        votes["organisation"] += _LIKELY  # 'Air France'
    return votes


def _votes_around(part: Sequence[Token], title: str) -> Counter[EntityType]:
    """What stands before and behind a name: titles, prepositions, 'news agency', 'province', speech."""
    words, titles, doc = _words(), gazetteer().titles, part[0].doc
    votes: Counter[EntityType] = Counter()
    behind = tuple(t.lower_ for t in doc[part[-1].i + 1 : part[-1].i + 5] if not t.is_space)
    ahead = tuple(t.lower_ for t in doc[max(0, part[0].i - 4) : part[0].i] if not t.is_space)
    last = ahead[-1] if ahead else ""
    if title:
        votes["person"] += _CERTAIN
    elif titles.is_title(last):
        votes["person"] += _LIKELY
    if behind[:1] and behind[0] in words.led:
        votes["person"] += _LIKELY
    if behind[:1] and behind[0] in words.after_place:
        votes["place"] += _CERTAIN
    if len(ahead) > 1 and last == "of" and ahead[-2] in words.after_place | titles.place_nouns:
        votes["place"] += _CERTAIN
    if _follows(behind, words.agencies) or _precedes(ahead, words.agencies):
        votes["organisation"] += _CERTAIN
    elif _follows(behind, words.groups):
        votes["organisation"] += _LIKELY
    if last in words.before_place:
        votes["place"] += _LIKELY
    if behind[:2] and behind[0] == "," and (behind[1].isdigit() or behind[1] == "who"):
        votes["person"] += _LIKELY
    head = next((t for t in part if t.head not in part), part[-1])
    if head.dep_.startswith("nsubj") and head.head.lemma_.lower() in words.speech:
        votes["person"] += 1
        votes["organisation"] += 1
    return votes


def _follows(behind: tuple[str, ...], phrases: Iterable[tuple[str, ...]]) -> bool:
    return any(behind[: len(phrase)] == phrase for phrase in phrases)


def _precedes(ahead: tuple[str, ...], phrases: Iterable[tuple[str, ...]]) -> bool:
    return any(ahead[-len(phrase) :] == phrase for phrase in phrases)


# Over the whole article


def _seen_before(tokens: Sequence[Token], mentions: Sequence[_Mention]) -> Iterator[_Mention]:
    """Names of the body and of the gazetteer in a heading in title case."""
    seen = {tuple(m.text.casefold().split()): m for m in mentions}
    known = _known_in(tokens)
    n = 0
    while n < len(tokens):
        for end in range(min(len(tokens), n + _LONGEST), n, -1):
            part = tokens[n:end]
            mention = seen.get(tuple(_text(part).casefold().split()))
            if mention and part[0].text[0].isupper() and part[0].lower_ not in _words().stop:
                yield replace(mention, start=part[0].i, end=part[-1].i + 1, votes=(), title="")
                n = end
                break
        else:
            if tokens[n].i in known:
                mention = known[tokens[n].i]
                yield mention
                while n < len(tokens) and tokens[n].i < mention.end:
                    n += 1
            else:
                n += 1


def _with_body(doc: Doc, mention: _Mention) -> _Mention:
    """'Syrian' -> 'Syrian army', where a body of the state follows in lower case."""
    if mention.votes != (("group", _CERTAIN),) or mention.name not in gazetteer().countries:
        return mention
    behind = tuple(t.text for t in doc[mention.end : mention.end + 3])
    phrase = next((body for body in _words().bodies if behind[: len(body)] == body), None)
    if phrase is None:
        return mention
    end = mention.end + len(phrase)
    text = _text(list(doc[mention.start : end]))
    return replace(mention, end=end, text=text, votes=(("organisation", _CERTAIN),), name="")


def _cut_possessives(doc: Doc, mentions: Sequence[_Mention]) -> list[_Mention]:
    """'Assads forces' -> 'Assad', where the article has the name without the s."""
    keys = {m.key for m in mentions} | {key(m.text.split()[-1]) for m in mentions}
    lost = len(doc) > _SHORTEST_SIGN and not any(mark in doc.text for mark in "'’")
    return [replace(m, text=m.text[:-1], cut=1) if _has_lost_apostrophe(doc, m, keys, lost) else m for m in mentions]


def _has_lost_apostrophe(doc: Doc, mention: _Mention, keys: set[str], lost: bool) -> bool:
    """``lost``: the whole article is without apostrophes, so that any name before a noun may have lost one."""
    if mention.name or mention.cut or not mention.text.endswith("s") or mention.end >= len(doc):
        return False
    last = key(mention.text.split()[-1])
    before_noun = doc[mention.end].pos_ in ("NOUN", "ADJ")
    if len(last) > 4 and last[:-1] in keys and (before_noun or doc[mention.end].pos_ == "PROPN"):
        return True
    person = LABELS.get(doc[mention.end - 1].ent_type_) == "person"
    return lost and person and before_noun and " " in mention.text and not is_given_name(last)


def _kinds(mentions: Sequence[_Mention]) -> list[EntityType]:
    """One kind for all mentions of a name: by the sum of their votes. A family name votes with the full
    names that end in it."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for mention in mentions:
        votes[mention.key].update(dict(mention.votes))
    single = {name for name in votes if " " not in name}
    for name, found in list(votes.items()):
        last = name.rsplit(" ", 1)[-1]
        if last != name and last in single and found and _winner(found) == "person":
            votes[last]["person"] += _CERTAIN - 1
    for name in sorted(votes, key=len):  # 'Harbour Telecom Marine' is what 'Harbour Telecom' is
        prefix = name.rsplit(" ", 1)[0]
        if prefix != name and " " in prefix and prefix in votes:
            votes[name].update(votes[prefix])
    return [_winner(votes[m.key]) for m in mentions]


def _winner(votes: Counter[EntityType]) -> EntityType:
    return max(votes, key=lambda kind: (votes[kind], -_RANK.index(kind))) if votes else "other"


def _canonical(doc: Doc, mentions: Sequence[_Mention], kinds: Sequence[EntityType]) -> list[str]:
    """The fullest form of each name in the article, or the form of the alias table."""
    paired = list(zip(mentions, kinds, strict=True))
    persons = full_persons(_titled(m) for m, kind in paired if kind == "person")
    known = {m.text: m.name for m, kind in paired if kind == "organisation"}
    organisations = full_organisations(known, _introduced(doc, mentions))
    names = []
    for mention, kind in paired:
        if kind == "place" and _acts(doc, mention):
            names.append(gazetteer().capitals[mention.key])
        elif kind == "person":
            names.append(persons[_titled(mention)])
        elif mention.name:
            names.append(mention.name)
        elif kind == "organisation":
            names.append(organisations[mention.text])
        else:
            names.append(canonical_name(mention.text.title() if _is_shouted(mention.text) else mention.text, kind))
    return names


def _acts(doc: Doc, mention: _Mention) -> bool:
    """Whether a capital does what only a government does: 'Moscow rejected the offer'."""
    if mention.key not in gazetteer().capitals:
        return False
    tokens = doc[mention.start : mention.end]
    head = next((t for t in tokens if t.head not in tokens), tokens[-1])
    verb = head.head
    return head.dep_ == "nsubj" and verb.pos_ == "VERB" and verb.lemma_.lower() in _words().acts


def _is_shouted(text: str) -> bool:
    return text.isupper() and len(text) > 4


def _titled(mention: _Mention) -> str:
    return f"{mention.title} {mention.text}".strip()


def _introduced(doc: Doc, mentions: Sequence[_Mention]) -> dict[str, str]:
    """Acronyms that the article gives in brackets behind a name: 'Northern Relief Committee (NRC)'."""
    found = {}
    for full, short in pairwise(mentions):
        between = doc[full.end : short.start].text.strip()
        if between == "(" and doc[short.end : short.end + 1].text == ")" and is_acronym(short.text, full.text):
            found[short.text] = full.text
    return found
