import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.tables import read_table
from claims.text.sentences import LONGEST, split_sentences

TABLES = read_table("sentences")


def pieces(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


def headings(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text) if s.heading]


@pytest.mark.parametrize(("table", "text"), [(name, text) for name, table in TABLES.items() for text in table["yes"]])
def test_table_examples_that_are_one_sentence(table: str, text: str) -> None:
    assert pieces(text) == [text]


@pytest.mark.parametrize(("table", "text"), [(name, text) for name, table in TABLES.items() for text in table["no"]])
def test_table_examples_that_are_two_sentences(table: str, text: str) -> None:
    assert len(pieces(text)) == 2


# '|' marks where a sentence ends; it is taken out before splitting.
ONE_BLOCK = [
    "The harbour was shut. |Two ships waited outside.",
    "The U.S. envoy left. |He flew to the U.K. |The talks went on.",
    "Mr. Orde met Lt. Col. Pell and Gov. Ana Ruiz. |They spoke for an hour.",
    "J. K. Marlow and George W. Finch signed it. |Nobody else did.",
    "The quake, of magnitude 6. 1, struck at 1: 53 p. m. on Monday. |It shook 120, 000 homes.",
    "The 6. 1-magnitude quake struck at dawn. |No one was hurt.",
    "They took £1. 7m ($2. 6-million) in cash. |It was of magnitude 5. 9.",
    "The score was 5. |12 fans were hurt.",
    "[The aide would not be named.] |He spoke of a (costly war. |Then he left. |Nobody [followed him. |So be it.",
    "It fell to No. 5 on Jan. 12. |Sales at Brandt Ltd. rose, e.g. in Spain.",
    "Was it No. 5? |He said no. |Nobody believed him.",
    "The road to St. Ives is closed. |The road to Ft. Dale is open.",
    "Prices rose 3.5 percent in 2015. |Wages did not.",
    "They want the men back (POWs). |The list is long.",
    "(The ministry gave no figure.) |A vote is due.",
    "The envoy (of the U.S.) Ada Verne left (she said no.) and Orde stayed.",
    "The minister said 'the meeting did not end badly.' |He gave no details.",
    "“We will stay. |We will fight,” she said. |Then she left.",
    '"We will stay. |We will fight." |He left at noon.',
    'It was "destroyed". |But the bridge held.',
    '"Who did it?" she asked. |"Nobody knows."',
    '"We won!" said Orde. |The crowd cheered.',
    "Wait... he said so. |Then it ended... |Nobody spoke.",
    "The dogs' owner came. |The 'owner left. |They' went on.",
    "He scored 88-72. |12 others were hurt.",
    "The vote is at 10 a.m. Tuesday. |It ends at 6 p.m. |The result is due at 9 p.m. EDT.",
    "1. The first point stands. |2. The second does not.",
    "Caf\u00e9 owners \U0001f600 met. |\U0001f600 They talked.",
    "What now? |Nobody knows! |Really?!",
    "The firm, Yarrow Inc., said so. |Its rival Brandt & Co. did not.",
    "他们来了。|我们走。",
]


@pytest.mark.parametrize("marked", ONE_BLOCK)
def test_sentences_of_a_block(marked: str) -> None:
    assert pieces(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


LINES = [
    pytest.param(
        "Storm shuts the northern harbour\nThe harbour was shut on Monday. Two ships waited.",
        ["Storm shuts the northern harbour", "The harbour was shut on Monday.", "Two ships waited."],
        ["Storm shuts the northern harbour"],
        id="headline without a full stop",
    ),
    pytest.param(
        "Last Updated: Tuesday, 14 March 2006, 07: 15 GMT\nTwo hurt in flood\nA flood hit the town, officials say.",
        [
            "Last Updated: Tuesday, 14 March 2006, 07: 15 GMT",
            "Two hurt in flood",
            "A flood hit the town, officials say.",
        ],
        ["Last Updated: Tuesday, 14 March 2006, 07: 15 GMT", "Two hurt in flood"],
        id="dateline, headline, lead",
    ),
    pytest.param(
        "Talks End Without a Deal\nBy Mara Quill\nThe talks ended on Friday. No deal was made.",
        ["Talks End Without a Deal", "By Mara Quill", "The talks ended on Friday.", "No deal was made."],
        ["Talks End Without a Deal", "By Mara Quill"],
        id="byline",
    ),
    pytest.param(
        "The mayor, who has been under growing pressure from President\nAda Verne, who wants him out, left.",
        ["The mayor, who has been under growing pressure from President\nAda Verne, who wants him out, left."],
        [],
        id="hard break after a title",
    ),
    pytest.param(
        "The town was flooded after the\ndam broke. Nobody was hurt,\nPolice said.",
        ["The town was flooded after the\ndam broke.", "Nobody was hurt,\nPolice said."],
        [],
        id="hard breaks inside sentences",
    ),
    pytest.param(
        "The talks failed. Both sides left.\nWhat Happens Next\nA vote is due in May. It may be put off.",
        ["The talks failed.", "Both sides left.", "What Happens Next", "A vote is due in May.", "It may be put off."],
        ["What Happens Next"],
        id="subheading in title case",
    ),
    pytest.param(
        "The talks failed.\nBackground and context\nThey began in May.",
        ["The talks failed.", "Background and context", "They began in May."],
        ["Background and context"],
        id="subheading in sentence case",
    ),
    pytest.param(
        "Agreed so far:\n- an exchange of prisoners\n- a truce of 30 days\n* More talks in May.\nBoth sides left.",
        [
            "Agreed so far:",
            "- an exchange of prisoners",
            "- a truce of 30 days",
            "* More talks in May.",
            "Both sides left.",
        ],
        ["Agreed so far:", "- an exchange of prisoners", "- a truce of 30 days"],
        id="bullets",
    ),
    pytest.param(
        "He came from the U.S.\nTwo days later he left.",
        ["He came from the U.S.", "Two days later he left."],
        [],
        id="a paragraph that ends in an abbreviation",
    ),
    pytest.param("He met Gen.\nOrde there.", ["He met Gen.\nOrde there."], [], id="a line that ends in a title"),
    pytest.param(
        "Storm shuts harbour\n\nthe harbour was shut.",
        ["Storm shuts harbour", "the harbour was shut."],
        ["Storm shuts harbour"],
        id="a blank line always parts",
    ),
    pytest.param("One\r\n\r\nTwo came. Three\r\nleft.", ["One", "Two came.", "Three\r\nleft."], ["One"], id="CR LF"),
    pytest.param("Harbour shut?\nNobody knows.", ["Harbour shut?", "Nobody knows."], [], id="a headline with a mark"),
]


@pytest.mark.parametrize(("text", "sentences", "heads"), LINES)
def test_lines(text: str, sentences: list[str], heads: list[str]) -> None:
    assert pieces(text) == sentences
    assert headings(text) == heads


def test_hard_wrapped_text_is_joined() -> None:
    text = (
        "Storm Shuts Northern Harbour for Days\n"
        "The northern harbour of Port Ansel was shut on Monday after a storm of\n"
        "rare force tore three ships from their moorings, the harbour master of\n"
        "Ansel said. Nobody was hurt. Two tugs were sent from the naval base at\n"
        "Quill Sound, and the ships were brought back in the night, he said, by\n"
        "Captain Orde and his men.\n"
        "The harbour will stay shut until Friday. Ferries to the islands leave\n"
        "Brandt instead.\n"
    )
    assert pieces(text) == [
        "Storm Shuts Northern Harbour for Days",
        "The northern harbour of Port Ansel was shut on Monday after a storm of\n"
        "rare force tore three ships from their moorings, the harbour master of\nAnsel said.",
        "Nobody was hurt.",
        "Two tugs were sent from the naval base at\n"
        "Quill Sound, and the ships were brought back in the night, he said, by\nCaptain Orde and his men.",
        "The harbour will stay shut until Friday.",
        "Ferries to the islands leave\nBrandt instead.",
    ]
    assert headings(text) == ["Storm Shuts Northern Harbour for Days"]


def test_hard_wrapped_lines_may_start_with_anything() -> None:
    text = (
        "The storm came in from the west, and the harbour master had nothing\n"
        "- neither men nor tugs - to hold the ships. They were brought back\n"
        "by Captain Orde in the night, with the help of the Northern Harbour\n"
        "Rescue Company and of the Port Ansel Volunteer Lifeboat Association\n"
        "Ladies' Guild. So said the report.\n"
    )
    assert [piece.split()[0] for piece in pieces(text)] == ["The", "They", "So"]


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\n", "\u2028"])
def test_nothing_to_split(text: str) -> None:
    assert split_sentences(text) == ()


def test_endless_text_is_cut_at_a_clause_or_a_blank() -> None:
    clause = "the river rose and the town was cut off, "
    parts = pieces(clause * 200)
    assert all(len(part) <= LONGEST for part in parts)
    assert all(part.endswith("cut off,") for part in parts)
    assert "".join(parts).replace(" ", "") == clause.replace(" ", "") * 200
    assert max(map(len, pieces("x" * 10_000))) == LONGEST


def check_invariants(text: str) -> None:
    sentences = split_sentences(text)
    spans = [(s.start, s.end) for s in sentences]
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert end - start <= LONGEST
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    covered = {i for start, end in spans for i in range(start, end)}
    assert covered >= {i for i, c in enumerate(text) if not c.isspace()}


NEWSY = st.lists(
    st.sampled_from(
        [
            *"AbZ09.,;:!?…'\"“”’()[]-–— \n\n\t",
            "Mr. ",
            "U.S. ",
            "said ",
            "The ",
            "no. ",
            "a.m. ",
            "\r\n",
            "\u2028",
            "\x85",
        ]
    ),
    max_size=80,
).map("".join)


@settings(deadline=None, max_examples=300)
@given(st.one_of(NEWSY, st.text(max_size=200), st.text(st.characters(), max_size=60)))
def test_spans_are_ordered_trimmed_disjoint_and_cover_the_text(text: str) -> None:
    check_invariants(text)


@pytest.mark.parametrize(
    "unit", ["a. ", '"', "' ", "(“", ".) ", "?\n", "Xa\n", "Mr. ", "no. A", "\n", "x", "\ud800", "- \n"]
)
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    began = time.process_time()
    check_invariants(text)
    assert time.process_time() - began < 15  # a quadratic one takes minutes


GLUED = [
    (
        "Ferry sinks off Marn\n\nPublished July 4 2015 A ferry sank off Marn on Friday.",
        ["Ferry sinks off Marn", "Published July 4 2015", "A ferry sank off Marn on Friday."],
    ),
    (
        "Ferry sinks off Marn coast\n\nUPDATED Ferry sinks off Marn coast MNA Friday 3 Jul 2015 14:05 GMT It sank.",
        [
            "Ferry sinks off Marn coast",
            "UPDATED",
            "Ferry sinks off Marn coast",
            "MNA Friday 3 Jul 2015 14:05 GMT",
            "It sank.",
        ],
    ),
    ("04.07.2015 At least 12 people drowned.", ["04.07.2015", "At least 12 people drowned."]),
    (
        "Posted on 4 July 2015 Marn officials blamed the wind.",
        ["Posted on 4 July 2015", "Marn officials blamed the wind."],
    ),
    ("July 4, 2015 was a day of mourning.", ["July 4, 2015 was a day of mourning."]),
    ("4 July 2015 Marn talks ended early.", ["4 July 2015 Marn talks ended early."]),
    (
        "Ferry sinks off Marn coast\n\nFerry sinks off Marn coast, again.",
        ["Ferry sinks off Marn coast", "Ferry sinks off Marn coast, again."],
    ),
]


@pytest.mark.parametrize(("text", "pieces"), GLUED, ids=[text[:40] for text, _ in GLUED])
def test_dates_and_repeated_headlines_at_the_front_stand_apart(text, pieces):
    sentences = split_sentences(text)
    assert [text[s.start : s.end] for s in sentences] == pieces
    if len(pieces) > 1:
        assert all(s.heading for s in sentences[:-1])
        assert not sentences[-1].heading
