"""Flags and grades as articles and analysts write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import FieldError
from tracker.domain.flags import FLAG_WORDS, describe_flag, is_state_code, read_flag
from tracker.domain.grades import describe_grade, grade_text, read_credibility, read_grade, read_reliability
from tracker.domain.vocabulary import CREDIBILITIES, RELIABILITIES
from tracker.store.reference import load_reference

REFERENCE = load_reference()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("BZ", "BZ"),
        (" bz ", "BZ"),
        ("BLZ", "BZ"),
        ("Belize", "BZ"),
        ("belizean", "BZ"),
        ("Belize-flagged", "BZ"),
        ("Panamanian flag", "PA"),
        ("Burma", "MM"),
        ("Burmese", "MM"),
        ("North Korea", "KP"),
        ("N. Korea", "KP"),
        ("DPRK", "KP"),
        ("D.P.R.K.", "KP"),
        ("Democratic People’s Republic of Korea", "KP"),
        ("North Korean", "KP"),
        ("UAE", "AE"),
        ("U.K.", "GB"),
        ("Ivory Coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Cabo Verde", "CV"),
        ("Cape Verde", "CV"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("St Kitts and Nevis", "KN"),
        ("St. Kitts & Nevis", "KN"),
        ("Saint Vincent & the Grenadines", "VC"),
        ("Swaziland", "SZ"),
        ("the Gambia", "GM"),
        ("The Bahamas", "BS"),
        ("Comorian", "KM"),
        ("Comoran", "KM"),
        ("Tanzania (Zanzibar)", "TZ"),
        ("Iran (Islamic Republic of)", "IR"),
        ("East Timor", "TL"),
        ("Curacao", "CW"),
        ("Hong Kong", "HK"),
        ("Isle of Man", "IM"),
        ("Faroese", "FO"),
        ("Netherlands Antilles", "AN"),
    ],
)
def test_a_state_is_known_by_code_name_or_demonym(typed, code):
    reading = read_flag(typed, REFERENCE)
    assert reading.values == {"flag": code}
    assert reading.understood.endswith(f"({code})")
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("none", "none"),
        ("No flag shown", "none"),
        ("stateless", "stateless"),
        ("without nationality", "stateless"),
        ("unknown", "unknown"),
        ("None Identified", "unknown"),
    ],
)
def test_the_lack_of_a_flag_has_its_own_words(typed, word):
    reading = read_flag(typed, REFERENCE)
    assert (reading.values, reading.understood) == ({"flag": word}, FLAG_WORDS[word])
    assert not is_state_code(word)


def test_a_flag_of_no_state_is_kept_as_printed_with_a_warning():
    reading = read_flag("Matthew  Island", REFERENCE)
    assert reading.values == {"flag": "Matthew Island"}
    assert reading.understood == '"Matthew Island" (no state), kept as printed'
    assert reading.warnings == ("No state has this name.",)


def test_a_misspelt_state_is_kept_and_the_nearest_offered():
    assert read_flag("Panma", REFERENCE).warnings == ("No state has this name. Did you mean Panama?",)


@pytest.mark.parametrize(
    ("typed", "both"),
    [
        ("Korea", "North Korea or South Korea"),
        ("Dominican", "Dominica or Dominican Republic"),
        ("Congolese", "Democratic Republic of the Congo or Congo"),
    ],
)
def test_a_word_said_of_two_states_is_never_guessed(typed, both):
    reading = read_flag(typed, REFERENCE)
    assert reading.values == {"flag": typed}
    assert reading.warnings == (f"This can be {both}; write which.",)


@pytest.mark.parametrize("typed", ["", "  ", "XX", "qq", "x" * 101])
def test_nothing_two_wrong_letters_and_a_paragraph_are_refused(typed):
    with pytest.raises(FieldError) as refused:
        read_flag(typed, REFERENCE)
    assert refused.value.field == "flag"


@pytest.mark.parametrize(
    ("flag", "words"),
    [
        ("BZ", "Belize"),
        ("AN", "Netherlands Antilles (former)"),
        ("stateless", "stateless"),
        ("none", "no flag shown"),
        ("Matthew Island", '"Matthew Island" (no state)'),
    ],
)
def test_a_stored_flag_is_described_in_words(flag, words):
    assert describe_flag(flag, REFERENCE) == words


@given(st.text(max_size=120))
def test_any_text_gives_a_flag_that_reads_the_same_again_or_one_sentence(typed):
    try:
        reading = read_flag(typed, REFERENCE)
    except FieldError as refused:
        assert refused.problem
    else:
        flag = str(reading.values["flag"])
        assert not is_state_code(flag) or REFERENCE.state(flag)
        assert read_flag(flag, REFERENCE).values == reading.values


def test_completion_offers_the_code_first_and_former_states_last():
    assert REFERENCE.complete_state("bz")[0].code == "BZ"
    netherlands = [state.code for state in REFERENCE.complete_state("nether")]
    assert netherlands == ["NL", "AN"]


def test_completion_knows_demonyms_and_keeps_to_its_limit():
    assert [state.code for state in REFERENCE.complete_state("burm")] == ["MM"]
    assert len(REFERENCE.complete_state("", limit=5)) == 5


@pytest.mark.parametrize("typed", ["B2", "b2", "b-2", "B 2", " B/2 "])
def test_a_grade_is_a_letter_and_a_digit(typed):
    assert read_grade(typed) == ("B", 2)


@pytest.mark.parametrize("typed", ["", "B", "2", "G2", "B7", "B0", "2B", "B22", "B２"])
def test_other_grades_are_refused(typed):
    with pytest.raises(FieldError, match="such as B2"):
        read_grade(typed)


@given(st.sampled_from(sorted(RELIABILITIES)), st.sampled_from(sorted(CREDIBILITIES)))
def test_a_grade_written_reads_back_and_says_both_halves(reliability, credibility):
    assert read_grade(grade_text(reliability, credibility)) == (reliability, credibility)
    assert read_reliability(reliability.lower()) == reliability
    assert read_credibility(f" {credibility} ") == credibility
    said = describe_grade(reliability, credibility)
    assert RELIABILITIES[reliability] in said
    assert CREDIBILITIES[credibility] in said


@given(st.text(max_size=10))
def test_only_a_sentence_comes_of_what_is_no_grade(typed):
    for read in (read_grade, read_reliability, read_credibility):
        try:
            read(typed)
        except FieldError as refused:
            assert refused.problem
