"""What holds of every case, whatever its sources say."""

from __future__ import annotations

from agreement_cases import REFERENCE, of, sighting, source
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.agreement import agree

VALUES = st.fixed_dictionaries(
    {},
    optional={
        "date": st.sampled_from(["2011", "2011-05", "2011-05-26", "2011-05-29", "2011-06", "2011-05-20/2011-05-28"]),
        "place": st.sampled_from(
            ["South China Sea", "south of Shanghai", "off Luzon, South China Sea", "Burma", "Nampo"]
        ),
        "name_shown": st.sampled_from(["M/V Light", "LIGHT", "Star"]),
        "vessel_type": st.sampled_from(["vessel", "cargo ship", "general cargo", "naval ship", "tanker"]),
        "flag_flown": st.sampled_from(["BZ", "KP", "none", "stateless", "unknown", "Matthew Island"]),
        "cargo": st.sampled_from(["arms", "missiles", "industrial chemicals", "coal and arms", "goods"]),
        "refusals": st.sampled_from(["1", "four", "repeatedly", "none told"]),
        "activity": st.sampled_from(["hailed", "turns back", "under way", "seen off Luzon"]),
        "details": st.sampled_from(['{"people aboard": "22"}', '{"people aboard": 23}', '{"consent": true}']),
        "vessel_id": st.sampled_from([7, 8]),
        "stance": st.sampled_from(["asserts", "denies", "declines", "quotes"]),
        "said_by": st.sampled_from(["Pentagon", "Iran"]),
        "credibility": st.integers(1, 6),
        "lat": st.sampled_from([20.0, 29.0]),
        "lon": st.sampled_from([116.0, 122.0]),
    },
)
SIGHTINGS = st.lists(st.tuples(st.integers(1, 5), VALUES), max_size=8)
PARENTS = st.lists(st.one_of(st.none(), st.integers(1, 6)), min_size=5, max_size=5)
CHAINS = {
    "date": ["2011", "2011-05", "2011-05-26", "2011-05-26T13:05Z"],
    "place": ["South China Sea", "South China Sea, off Luzon", "South China Sea, 20 nm west of Luzon"],
    "vessel_type": ["vessel", "cargo ship", "tanker", "oil tanker", "crude tanker", "VLCC"],
    "cargo": ["military goods", "arms", "missiles", "Scud missiles"],
    "outcome": ["returned", "returned to port", "returned to port under watch"],
    "refusals": ["repeatedly", "at least 3", "four"],
}


def made(given_sightings, parents):
    sources = {n: source(n, parent) for n, parent in enumerate(parents, start=1)}
    half_positions = (
        {k: v for k, v in values.items() if k not in ("lat", "lon") or values.keys() >= {"lat", "lon"}}
        for _, values in given_sightings
    )
    return [
        sighting(100 + n, s, **v) for n, ((s, _), v) in enumerate(zip(given_sightings, half_positions, strict=True))
    ], sources


@given(SIGHTINGS, PARENTS, st.randoms(use_true_random=False))
def test_the_order_of_sightings_and_sources_changes_nothing(given_sightings, parents, random):
    sightings, sources = made(given_sightings, parents)
    shuffled, pairs = list(sightings), list(sources.items())
    random.shuffle(shuffled)
    random.shuffle(pairs)
    assert agree(shuffled, dict(pairs), reference=REFERENCE) == agree(sightings, sources, reference=REFERENCE)


@given(SIGHTINGS, PARENTS, st.integers(0, 7))
def test_a_retelling_never_adds_an_origin(given_sightings, parents, which):
    sightings, sources = made(given_sightings, parents)
    if not sightings:
        return
    retold = sightings[which % len(sightings)]
    retelling = sighting(
        999,
        99,
        **{n: getattr(retold, n) for n in ("date", "place", "flag_flown", "cargo", "stance", "details")},
    )
    before = {a.property: a.origins for a in agree(sightings, sources, reference=REFERENCE)}
    after = agree([*sightings, retelling], {**sources, 99: source(99, retold.source_id)}, reference=REFERENCE)
    # A retelling that leaves out what else was said may date the event where the original did not.
    assert all(found.origins <= max(before[found.property], 1) for found in after if found.property != "date")


@given(SIGHTINGS, PARENTS)
def test_verdict_origins_and_best_value_hold_together(given_sightings, parents):
    for found in agree(*made(given_sightings, parents), reference=REFERENCE):
        heard = {s.origin_id for values in found.values for s in (*values.supporters, *values.denials)}
        assert found.origins == len(heard)
        assert (found.verdict == "unreported") == (not found.values)
        assert (found.best is None) == (not any(values.supporters for values in found.values))
        assert found.verdict not in ("refined", "agreed") or found.origins > 1
        assert found.why


@given(st.sampled_from(sorted(CHAINS)), st.data())
def test_adding_a_refinement_never_contests(about, data):
    chain = CHAINS[about]
    said = data.draw(st.lists(st.sampled_from(chain[:-1]), min_size=1, max_size=4))
    finer = data.draw(st.sampled_from(chain[max(chain.index(value) for value in said) + 1 :]))
    assert of(about, *({about: value} for value in said)).verdict != "contested"
    found = of(about, *({about: value} for value in (*said, finer)))
    assert found.verdict == "refined"
    assert found.best is not None and finer in found.best.shown


@given(
    st.sampled_from(["flag_flown", "cargo", "vessel_type", "refusals", "activity"]),
    SIGHTINGS,
    PARENTS,
    st.data(),
)
def test_a_denial_of_an_asserted_value_by_another_origin_contests_it(about, given_sightings, parents, data):
    sightings, sources = made(given_sightings, parents)
    asserted = [s for s in sightings if getattr(s, about) and s.stance in ("asserts", "quotes")]
    if not asserted:
        return
    denied = getattr(data.draw(st.sampled_from(asserted)), about)
    denial = sighting(
        999,
        99,
        stance="denies",
        date=data.draw(st.sampled_from([None, "2011-05-26", "2016"])),
        **{about: denied},
    )
    found = {a.property: a for a in agree([*sightings, denial], {**sources, 99: source(99)}, reference=REFERENCE)}
    assert found[about].verdict == "contested"
