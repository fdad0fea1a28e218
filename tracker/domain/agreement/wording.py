"""The plain sentence that says why a verdict and a best value are what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tracker.domain.agreement.best_value import rank
from tracker.domain.agreement.clashes import Clashes
from tracker.domain.agreement.model import ValueGroup, Verdict
from tracker.domain.agreement.relation import Relation
from tracker.domain.agreement.witnesses import Group
from tracker.domain.grades import grade_text

_MOST_NAMED = 3
_LONGEST_NAME = 48
"""Characters of a value that the sentence quotes; the value itself is shown beside it."""


def reason(
    verdict: Verdict,
    groups: Sequence[Group],
    finished: Sequence[ValueGroup],
    best: int | None,
    clashes: Clashes,
) -> str:
    """Return the sentence for one property.

    Args:
        verdict: The verdict to explain.
        groups: The values of the property.
        finished: The same values as the outcome carries them.
        best: Place of the best-supported value in both; None if none is asserted.
        clashes: What cannot both hold, and what is denied.
    """
    if best is None:
        denied = [
            f"{_name(group)} is denied by {_count(len({d.origin_id for d in group.denials}))}" for group in finished
        ]
        return f"{_list(denied)} and asserted by none" if denied else "no source reports it"
    chosen = finished[best]
    clauses = [f"{_name(chosen)}: {_count(chosen.origins)}, {_graded(chosen)}"]
    clauses += _against(finished, best, clashes)
    if verdict == "refined":
        clauses += _beside(groups, finished, best)
    own = [index for pair in clashes.of_one_origin if best in pair for index in pair if index != best]
    own = [index for index in sorted(own) if index not in clashes.rivals_of(best)]
    if own:
        clauses.append(f"the same origin also gives {_names(finished, own)}, which cannot hold with it")
    return "; ".join(clauses)


def _against(finished: Sequence[ValueGroup], best: int, clashes: Clashes) -> list[str]:
    rivals = _ranked(finished, clashes.rivals_of(best))
    clauses = [_rival(finished[index]) for index in rivals[:_MOST_NAMED]]
    if len(rivals) > _MOST_NAMED:
        clauses.append(f"{len(rivals) - _MOST_NAMED} more cannot hold with it")
    if not rivals and clashes.independent:
        first, second = min(clashes.independent, key=lambda pair: sorted(finished[index].value for index in pair))
        names = sorted((_name(finished[first]), _name(finished[second])))
        clauses.append(f"{names[0]} and {names[1]} cannot both hold")
    for index in _ranked(finished, clashes.denied):
        deniers = sorted({denial.support.said_by or "" for denial in clashes.denied[index]} - {""})
        origins = len({denial.support.origin_id for denial in clashes.denied[index]})
        what = "" if index == best else f"{_name(finished[index])} is "
        clauses.append(f"{what}denied by {_list(deniers) if deniers else _count(origins)}")
    return clauses


def _rival(group: ValueGroup) -> str:
    if group.origins == 1:
        return f"{_name(group)} stands alone at {_grade(group)}"
    return f"{_name(group)} has {_count(group.origins)}, {_graded(group)}"


def _beside(groups: Sequence[Group], finished: Sequence[ValueGroup], best: int) -> list[str]:
    def where(wanted: Callable[[Relation], bool]) -> list[int]:
        others = (index for index, group in enumerate(groups) if index != best and group.supporters)
        return _ranked(finished, [i for i in others if wanted(groups[best].meaning.relation_to(groups[i].meaning))])

    wider = where(lambda relation: relation is Relation.REFINES)
    others = where(lambda relation: relation is not Relation.REFINES)
    clauses = [f"lies within {_names(finished, wider)}"] if wider else []
    if others:
        clauses.append(f"{_names(finished, others)} can hold beside it")
    return clauses


def _ranked(finished: Sequence[ValueGroup], indices: Iterable[int]) -> list[int]:
    return sorted(indices, key=lambda index: rank(finished[index]))


def _names(finished: Sequence[ValueGroup], indices: Sequence[int]) -> str:
    names = [_name(finished[index]) for index in indices[:_MOST_NAMED]]
    if len(indices) > _MOST_NAMED:
        names.append(f"{len(indices) - _MOST_NAMED} more")
    return _list(names)


def _list(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def _count(origins: int) -> str:
    return f"{origins} origin{'' if origins == 1 else 's'}"


def _grade(group: ValueGroup) -> str:
    return grade_text(*group.best_grade)


def _graded(group: ValueGroup) -> str:
    return f"{'grade' if len(group.supporters) == 1 else 'best grade'} {_grade(group)}"


def _name(group: ValueGroup) -> str:
    return group.value if len(group.value) <= _LONGEST_NAME else f"{group.value[: _LONGEST_NAME - 1]}…"
