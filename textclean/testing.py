"""Check a rule, ours or a third party's: the same check that our own tests run.

>>> from textclean.rule_registry import find
>>> from textclean.testing import check_rule
>>> check_rule(find("tags"))
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator

from textclean.conflicts import settle
from textclean.contract import Batch, Doubt, Edit, Example, Rule, Stage, Sure
from textclean.pipeline import Pipeline
from textclean.result import Result
from textclean.spans import splice
from textclean.text import Text
from textclean.triggers import Wake

# Clean text in three languages, that no rule changes.  A page of it stands before each example, because long text is
# looked at in another way than short text.
_PAGE = (
    "The caf\xe9 on the corner opens at seven, and on Sundays at nine.\n",
    "\xc0 midi, l\u2019\xe9t\xe9 nous attend d\xe9j\xe0 : il fait tr\xe8s chaud.\n",
    "В городе тихо, и снег ещё лежит.\n",
)
_REPEATED = 12


def check_rule(rule: Rule) -> None:
    """Raise AssertionError, with the example, unless the rule keeps its own promises.

    It has a story, examples of both kinds, explained options; it pickles; every solved example comes out exactly,
    by the rule alone and idempotently; it wakes on what it fixes; a batch is what its edits say.
    """
    module = sys.modules[rule.find.__module__]
    assert (module.__doc__ or "").strip(), f"{rule.name}: the module has no docstring; it must tell the story"
    assert pickle.loads(pickle.dumps(rule)) is rule, f"{rule.name}: does not pickle by name"
    for option in rule.options:
        assert f"*{option}*" in (rule.find.__doc__ or ""), f"{rule.name}: the docstring does not explain *{option}*"
    fixes = [example for example in rule.examples if example.before != example.after]
    keeps = [example for example in rule.examples if example.before == example.after]
    assert len(fixes) >= 3, f"{rule.name}: needs at least three fixes, has {len(fixes)}"
    assert len(keeps) >= 3, f"{rule.name}: needs at least three keeps, has {len(keeps)}"
    for example in rule.examples:
        if example.solved:
            check_example(rule, example)


def check_example(rule: Rule, example: Example) -> None:
    """Raise AssertionError unless *example* comes out exactly, by the rule alone."""
    alone = Pipeline(only=[rule.name])
    before, after = example.before, example.after
    got = alone.inspect(before)
    assert got.text == after, f"{rule.name}: {before!a} became {got.text!a}, not {after!a} {example.because}"
    check_result(got)
    assert alone.clean(before) == after, f"{rule.name}: clean() and inspect() differ on {before!a}"
    if before == after:
        assert alone.clean(before) is before, f"{rule.name}: {before!a} came back as another object"
    else:
        assert rule in Wake([rule]).awake(Text(before)), f"{rule.name}: sleeps on {before!a}"
        # What a fact says of a text may be another thing where it stands in a page of another language.
        for line in () if rule.fact else _PAGE:
            assert Wake([rule]).any(Text(line * _REPEATED + before)), f"{rule.name}: sleeps on {before!a} behind a page"
        assert alone.clean(after) == after, f"{rule.name}: changes its own result {after!a}"
    for text in (before, after):
        for item in rule.find(Text(text)):
            check_item(rule, Text(text), item)


def check_item(rule: Rule, text: Text, item: Edit | Batch | Doubt) -> None:
    """Raise AssertionError unless a batch is what its edits say, and a doubt is about some of the text."""
    if isinstance(item, Doubt):
        assert 0 <= item.start < item.end <= len(text.value), f"{rule.name}: doubt {item!r} is about no text"
        return
    if isinstance(item, Batch):
        edits = sorted(item.edits())
        assert splice(text.value, [edit[:3] for edit in edits]) == item.new, f"{rule.name}: batch and its edits differ"
        assert all(item.sure <= edit.sure <= item.most for edit in edits), f"{rule.name}: grade of a batch"
    elif item.sure >= Sure.LIKELY:
        settle(text, Stage.REDECODE, [(rule.name, item)], Sure.LIKELY)


def check_result(result: Result) -> None:
    """Raise AssertionError unless *result* replays, undoes, is well-formed, and its places hold."""
    assert result.problems == (), result.problems
    assert result.settled, "did not settle"
    assert result.replay() == result.text, "replay() gives another text"
    source = result.decoded.encode() if result.decoded else result.before
    assert result.undo() == source, "undo() gives another source"
    result.text.encode("utf-8")  # raises if it holds a surrogate
    end = 0
    for change in result.changes:
        assert end <= change.start <= change.end, "changes overlap or are not sorted"
        assert result.before[change.start : change.end] == change.old, "a change names another text than the source's"
        end = change.end
    for start, at in _untouched(result):
        assert result.source(at, at + 1) == (start, start + 1), "an untouched character does not map to itself"


def _untouched(result: Result) -> Iterator[tuple[int, int]]:
    """Some untouched characters: the first after each change, as (place in the source, place in the text)."""
    touched = {change.start for change in result.changes}
    for change in result.changes:
        if change.end < len(result.before) and change.end not in touched:
            yield change.end, change.till
