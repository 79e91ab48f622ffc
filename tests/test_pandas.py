"""The accessor on every dtype of pandas that holds text."""

from __future__ import annotations

from typing import Any

import pytest

pd = pytest.importorskip("pandas")

import textclean.integrations.pandas  # noqa: E402, F401  (registers the accessor)
from textclean import Pipeline, inspect  # noqa: E402
from textclean.errors import UsageError  # noqa: E402

pytestmark = pytest.mark.hosts

DAMAGED = ["Th\u0435 pr\u0435sid\u0435nt said", None, "", "\u041c\u043e\u0441\u043a\u0432\u0430", "zero\u200bwidth"]
RESTORED = ["The president said", None, "", "\u041c\u043e\u0441\u043a\u0432\u0430", "zerowidth"]
DTYPES = [None, "object", "string", "string[python]", "string[pyarrow]", "category", "arrow"]
INDEX = [3, 1, 4, 1, 5]  # neither sorted nor unique


def _series(values: list[Any], dtype: str | None) -> Any:
    if dtype == "arrow":
        dtype = pd.ArrowDtype(pytest.importorskip("pyarrow").string())
    return pd.Series(values, index=INDEX[: len(values)], dtype=dtype, name="text")


def _plain(series: Any) -> list[Any]:
    return [None if pd.isna(value) else value for value in series]


@pytest.mark.parametrize("dtype", DTYPES)
def test_text_is_restored_and_the_rest_stays(dtype: str | None) -> None:
    series = _series(DAMAGED, dtype)
    series.attrs["made"] = "here"
    got = series.textclean.clean()
    assert _plain(got) == RESTORED
    assert _plain(series) == DAMAGED
    assert got.name == "text"
    assert got.attrs == {"made": "here"}
    assert list(got.index) == INDEX
    assert got.isna().tolist() == series.isna().tolist()
    if dtype != "category":
        assert got.dtype == series.dtype
    again = got.textclean.clean()
    pd.testing.assert_series_equal(again, got)


@pytest.mark.parametrize("dtype", DTYPES)
def test_clean_text_gives_an_equal_series_of_its_own(dtype: str | None) -> None:
    series = _series(["plain", None, "\u201ccurly\u201d"], dtype)
    got = series.textclean.clean()
    pd.testing.assert_series_equal(got, series)
    assert got is not series
    got.iloc[0] = None
    assert series.iloc[0] == "plain"


def test_categories_that_become_equal_become_one() -> None:
    series = pd.Series(pd.Categorical(["Th\u0435", "The", None], ["The", "Th\u0435", "A"], ordered=True))
    got = series.textclean.clean()
    assert _plain(got) == ["The", "The", None]
    assert list(got.cat.categories) == ["The", "A"]
    assert got.cat.ordered


def test_bytes_are_decoded_and_other_values_stay() -> None:
    got = pd.Series(["caf\u00e9 cr\u00e8me".encode("latin-1"), 7, None, 1.5, "zero\u200bwidth"], dtype=object)
    assert got.textclean.clean().tolist() == ["caf\u00e9 cr\u00e8me", 7, None, 1.5, "zerowidth"]


def test_lone_surrogates_are_settled() -> None:
    series = pd.Series(["lone \ud800 here", "\ud83d\ude00"], dtype=object)
    assert series.textclean.clean().tolist() == ["lone \ufffd here", "\U0001f600"]
    series.textclean.inspect().to_json()  # would raise if a surrogate were left


def test_inspect_gives_one_row_for_each_fix() -> None:
    series = _series([*DAMAGED[:4], "https://ex\u0430mple.org/ zero\u200bwidth"], None)
    found = series.textclean.inspect()
    expected = []
    for label, text in zip(series.index, series, strict=True):
        if isinstance(text, str):
            result = inspect(text)
            expected += [(label, f.rule, f.start, f.end, f.old, f.new, f.held) for f in (*result.fixes, *result.held)]
    columns = ["rule", "start", "end", "old", "new", "held"]
    assert [tuple(row) for row in found[columns].itertuples(name=None)] == expected
    assert set(found["sure"]) <= {"guess", "likely", "certain"}
    assert (found["held"] != "").any()


def test_inspect_of_clean_text_is_an_empty_frame() -> None:
    found = _series(["plain", None], None).textclean.inspect()
    assert found.empty
    assert list(found.columns) == ["rule", "why", "sure", "start", "end", "old", "new", "held"]


def test_settings() -> None:
    series = pd.Series(["\u201ccurly\u201d"])
    assert series.textclean.clean(profile="ascii").tolist() == ['"curly"']
    assert series.textclean.clean(Pipeline("ascii")).tolist() == ['"curly"']
    with pytest.raises(UsageError, match="did you mean"):
        series.textclean.clean(skip=["homoglyph"])


def test_a_column_of_numbers_is_an_error() -> None:
    with pytest.raises(UsageError, match="int64, not text"):
        _ = pd.Series([1, 2], name="id").textclean


def test_counts_by_rule() -> None:
    frame = pd.Series([*DAMAGED, "th\u0435 t0wn", 5]).textclean.counts()
    assert frame.reset_index().to_dict("records") == [
        {"rule": "homoglyphs", "made": 4, "held": 0, "texts": 2},
        {"rule": "digits", "made": 0, "held": 1, "texts": 1},
        {"rule": "invisible", "made": 1, "held": 0, "texts": 1},
    ]
    assert list(pd.Series(["fine"]).textclean.counts().columns) == ["made", "held", "texts"]
