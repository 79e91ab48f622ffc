"""wake -> find -> settle -> apply -> compose, stage by stage, until quiet.

Each stage runs until it finds nothing more (else ``invisible`` would eat the U+00AD of a second mojibake layer),
and the five stages run until a whole round changes nothing.  A text that wakes no rule comes back as the same object.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Never

from textclean.change_log import Record
from textclean.conflicts import Found, check, moved, settle, whole
from textclean.contract import Batch, Doubt, Edit, Rule, Stage, Sure
from textclean.errors import UsageError, unknown
from textclean.evidence.trace import note, taken, tracing
from textclean.result import Result
from textclean.selection import chosen, floor_of, offered, options_of
from textclean.spans import splice
from textclean.text import SHORT, Text
from textclean.triggers import Wake

if TYPE_CHECKING:
    from logging import Logger

    from textclean.decoding import Decoded

REPEATS = 4  # of one stage in a round; what is left to do waits for the next round
ROUNDS = 12  # one damage may hide another, and that a third; not settling is a defect and is said in Result.settled


class _Compiled(NamedTuple):
    """The merged wake-up tests of what is asked for the text, and for a record of it, too; and what that needs."""

    wake: Wake
    recording: Wake
    calls: dict[str, Any]
    floor: Sure
    on: tuple[str, ...]


@dataclass(frozen=True, eq=False, init=False)
class Pipeline:
    """A configured cleaner: frozen, picklable, thread-safe, compiled once in each process.

    *profile* is ``repair``, ``normalize`` or ``ascii``; *only*, *also*, *skip* name rules; *floor* is the lowest
    grade that is applied; *options* maps rule names to their options.  Unknown names raise
    :class:`~textclean.errors.UsageError` with the near match.

        >>> cleaner = Pipeline(profile="repair", skip=["fonts"])
        >>> cleaner.clean("Th\\u0435 president")
        'The president'
    """

    profile: str
    only: tuple[str, ...] | None
    also: tuple[str, ...]
    skip: tuple[str, ...]
    floor: Sure
    options: Mapping[str, Mapping[str, Any]]

    def __init__(
        self,
        profile: str = "repair",
        only: Iterable[str] | None = None,
        also: Iterable[str] = (),
        skip: Iterable[str] = (),
        floor: str | Sure = "likely",
        options: Mapping[str, Mapping[str, Any]] | None = None,
        **others: Never,
    ) -> None:
        _refuse(others, SETTINGS)
        put = partial(object.__setattr__, self)
        put("profile", profile)
        put("only", None if only is None else _names("only", only))
        put("also", _names("also", also))
        put("skip", _names("skip", skip))
        put("floor", floor_of(floor))
        put("options", MappingProxyType(_by_rule(options)))
        _ = self._compiled  # an unknown name is an error here, not at the first text

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (self.profile, self.only, self.also, self.skip, self.floor, dict(self.options))

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that are on."""
        return self._compiled.on

    def clean(
        self,
        source: str | bytes,
        *,
        markup: bool | None = None,
        language: str | None = None,
        transport: str | None = None,
        declared: str | None = None,
        encoding: str | None = None,
        **others: Never,
    ) -> str:
        """The text as its author wrote it; the same object if nothing was wrong.

        *markup* says whether it is HTML or the like (default: look), *language* is a hint (ISO 639).  *transport*,
        *declared* and *encoding* are for bytes, and go to :func:`textclean.decode`.  Raises
        :class:`~textclean.errors.UsageError` for any of these three beside a str, and for any other name.
        """
        if others:
            _refuse(others, CALL)
        if not isinstance(source, str):
            source = _decoded(source, language, transport, declared, encoding).text
        elif transport or declared or encoding:
            _only_for_bytes(transport, declared, encoding)
        if self._compiled.wake.sleeps(source):
            return source
        if len(source) >= SHORT or markup is not None or language is not None or not self._remembers:
            return self._run(Text(source, markup=markup, language=language), None).value
        cleaned = self._short.get(source)
        if cleaned is None:
            if len(self._short) >= _REMEMBERED:
                self._short.clear()
            cleaned = self._short[source] = self._run(Text(source), None).value
        return source if cleaned == source else cleaned

    @cached_property
    def _remembers(self) -> bool:
        """Are all rules ours?  A plugin's may fail or answer otherwise the next time, and then it is asked again."""
        return all(rule.find.__module__.startswith("textclean.rules.") for rule in self._compiled.wake.rules)

    @cached_property
    def _short(self) -> dict[str, str]:
        """The last short strings that were looked at, and their answers: cells and titles come again and again."""
        return {}

    def inspect(
        self,
        source: str | bytes,
        *,
        markup: bool | None = None,
        language: str | None = None,
        transport: str | None = None,
        declared: str | None = None,
        encoding: str | None = None,
        trace: bool = False,
        **others: Never,
    ) -> Result:
        """Like :meth:`clean`, with every change, what was held, and the way back.

        With *trace*, ``Result.considered`` lists what was considered for each suspicious place, and why it was or was
        not changed.
        """
        if others:
            _refuse(others, (*CALL, "trace"))
        if isinstance(source, str):
            _only_for_bytes(transport, declared, encoding)
            if not trace and self._compiled.recording.sleeps(source):
                return Result(source, source)
            decoded = None
        else:
            decoded = _decoded(source, language, transport, declared, encoding)
        text = Text(source if decoded is None else decoded.text, markup=markup, language=language)  # type: ignore[arg-type]
        wakes = self._compiled.recording.any(text)
        if not wakes and not trace and decoded is None:
            return Result(text.value, text.value)
        record = Record(text.value)
        if not trace:
            return record.result((self._awake(text, record) if wakes else text).value, decoded)
        with tracing() as notes:
            if not wakes:
                note("", 0, len(text.value), None, "no rule woke: it holds nothing that a rule cares for")
            after = self._awake(text, record) if wakes else text
            record.consider(notes)
        return record.result(after.value, decoded)

    def sleeps(self, text: Text, glance: bool = False) -> bool:
        """Is there surely nothing in *text* to change or to hold?  A quick look, or a *glance*; false is no answer."""
        return not self._compiled.recording.any(text, glance)

    @cached_property
    def _compiled(self) -> _Compiled:
        rules, floor = chosen(self.profile, self.only, self.also, self.skip), floor_of(self.floor)
        offers = offered(self.profile, self.only, self.skip, rules)
        asked = sorted([*rules, *offers], key=lambda rule: rule.name)
        options = options_of(asked, self.profile, self.options)
        calls = {rule.name: partial(rule.find, **options[rule.name]) for rule in asked}
        recording = Wake(asked)
        wake = recording if floor is Sure.GUESS or not offers else Wake(rules)
        return _Compiled(wake, recording, calls, floor, tuple(rule.name for rule in rules))

    def _run(self, text: Text, record: Record | None) -> Text:
        return self._awake(text, record) if self._compiled.wake.any(text) else text

    def _awake(self, text: Text, record: Record | None) -> Text:
        """What the rules make of *text*, which wakes some."""
        wake = self._compiled.wake if record is None else self._compiled.recording
        awake = wake.awake(text)
        doubts: list[Doubt] = []
        for _ in range(ROUNDS):
            before = text
            for stage in Stage:
                for _ in range(REPEATS):
                    after = self._stage(stage, text, awake, record, doubts)
                    if after is text:
                        break
                    text, awake = after, wake.awake(after) if wake.any(after) else []
            if text.ill_formed:  # the rule is off; what stands for a surrogate is news for the others
                text = _well_formed(text, record)
                awake = wake.awake(text)
            if text is before:
                break
        else:
            _not_settled(record)
        return text

    def _stage(self, stage: Stage, text: Text, awake: list[Rule], record: Record | None, doubts: list[Doubt]) -> Text:
        """One run of the awake rules of one stage: a new Text, or the same one if nothing was applied.

        *doubts* are those about *text*; what the rules doubt is added, and all of them move with the text.
        """
        floor = self._compiled.floor
        found: list[tuple[str, Edit | Batch]] = []
        if stage is Stage.REDECODE:
            doubts.clear()
        for rule in awake:
            if rule.stage is stage:
                edits = self._asked(rule, text, record, doubts)
                found += [(rule.name, edit) for edit in edits]
                if stage is Stage.REDECODE and _is_certain(edits):
                    break  # the others are asked about what it makes of the text
        if record is not None:
            record.consider(taken())
        if not found:
            return text
        if record is None and not doubts and (new := whole(text, stage, found, floor)) is not None:
            return text if new == text.value else text.become(new)
        made, held = settle(text, stage, found, floor, doubts)
        if record is not None:
            record.hold(text.value, held)
        if not made:
            return text
        doubts[:] = moved(doubts, made)
        return text.become(_made(text.value, made, record))

    def _asked(self, rule: Rule, text: Text, record: Record | None, doubts: list[Doubt]) -> list[Edit | Batch]:
        """What *rule* would change in *text*; what it doubts is added to *doubts*."""
        calls, floor = self._compiled.calls, self._compiled.floor
        try:
            # The last round finds most rules where they have looked already.
            items = text.answers.get(rule.name) if record is None else None
            if items is None:
                found = calls[rule.name](text)
                items = text.answers[rule.name] = list(found if rule.name in self._compiled.on else _offers(found))
            edits = [
                e if isinstance(e, Batch) else check(text, e)
                for e in items
                # What will be held is of no use to clean(), which nobody asks for it.
                if not isinstance(e, Doubt)
                and (record is not None or (e.most if isinstance(e, Batch) else e.sure) >= floor)
            ]
        except MemoryError:  # the rule is not to blame, and without it the answer would be another
            raise
        except Exception as error:  # a rule that raises loses its edits for this text, never the text
            _log().error("rule %s failed: %r; the text went on without it", rule.name, error)
            if record is not None:
                record.problem(rule.name, error)
            return []
        doubts += [e for e in items if isinstance(e, Doubt)]
        return edits


def _offers(found: Iterable[Edit | Batch | Doubt]) -> Iterator[Edit]:
    """What a rule is sure of, of all that it *found*, to be held."""
    for item in found:
        edits = item.edits() if isinstance(item, Batch) else [item] if isinstance(item, Edit) else []
        yield from (edit._replace(sure=Sure.GUESS) for edit in edits if edit.sure >= Sure.LIKELY)


def _is_certain(edits: Sequence[Edit | Batch]) -> bool:
    """Is there a batch of which all is certain?"""
    return any(isinstance(edit, Batch) and edit.sure is Sure.CERTAIN for edit in edits)


def clean(
    source: str | bytes,
    *,
    profile: str = "repair",
    only: Iterable[str] | None = None,
    also: Iterable[str] = (),
    skip: Iterable[str] = (),
    floor: str | Sure = "likely",
    options: Mapping[str, Mapping[str, Any]] | None = None,
    markup: bool | None = None,
    language: str | None = None,
    transport: str | None = None,
    declared: str | None = None,
    encoding: str | None = None,
    **others: Never,
) -> str:
    """The text as its author wrote it.

    A str that has nothing wrong comes back as the same object; bytes are decoded first, by evidence.  The first six
    settings are those of :class:`Pipeline`, the others those of :meth:`Pipeline.clean`.  Raises
    :class:`~textclean.errors.UsageError` for any other name, with the near match.

        >>> clean("Th\u0435 pr\u0435sid\u0435nt")
        'The president'
    """
    if others:
        _refuse(others, SETTINGS + CALL)
    cleaner = pipeline(profile, only, also, skip, floor, options)
    return cleaner.clean(
        source, markup=markup, language=language, transport=transport, declared=declared, encoding=encoding
    )


def inspect(
    source: str | bytes,
    *,
    profile: str = "repair",
    only: Iterable[str] | None = None,
    also: Iterable[str] = (),
    skip: Iterable[str] = (),
    floor: str | Sure = "likely",
    options: Mapping[str, Mapping[str, Any]] | None = None,
    markup: bool | None = None,
    language: str | None = None,
    transport: str | None = None,
    declared: str | None = None,
    encoding: str | None = None,
    trace: bool = False,
    **others: Never,
) -> Result:
    """Like :func:`clean`, but gives a :class:`~textclean.result.Result`: each change, its reason, and the way back.

    With *trace*, also what was considered for each suspicious place, and what stopped it.

    >>> [(fix.rule, fix.start, fix.new) for fix in inspect("Th\u0435 president").fixes]
    [('homoglyphs', 2, 'e')]
    """
    if others:
        _refuse(others, (*SETTINGS, *CALL, "trace"))
    cleaner = pipeline(profile, only, also, skip, floor, options)
    return cleaner.inspect(
        source,
        markup=markup,
        language=language,
        transport=transport,
        declared=declared,
        encoding=encoding,
        trace=trace,
    )


def _log() -> Logger:
    import logging  # seldom

    return logging.getLogger("textclean")


SETTINGS = ("profile", "only", "also", "skip", "floor", "options")  # of a pipeline
CALL = ("markup", "language", "transport", "declared", "encoding")  # of one call
_KEPT = 32  # pipelines
_REMEMBERED = 2048  # short strings
_UNSET = ("repair", None, (), (), "likely", None)


def pipeline(
    profile: str = "repair",
    only: Iterable[str] | None = None,
    also: Iterable[str] = (),
    skip: Iterable[str] = (),
    floor: str | Sure = "likely",
    options: Mapping[str, Mapping[str, Any]] | None = None,
) -> Pipeline:
    """The :class:`Pipeline` of these settings; the last few are kept, by the values of the settings."""
    if (profile, only, also, skip, floor, options) == _UNSET:
        return _default()
    only = None if only is None else _names("only", only)
    also, skip = _names("also", also), _names("skip", skip)
    try:
        spelled = frozenset((name, frozenset(given.items())) for name, given in (options or {}).items())
        key = (profile, only, also, skip, floor, spelled)
        hash(key)
    except (AttributeError, TypeError):  # options that are no mapping, or a value that cannot be a key
        return Pipeline(profile, only, also, skip, floor, options)
    if key not in _kept:
        if len(_kept) >= _KEPT:
            _kept.clear()
        _kept[key] = Pipeline(profile, only, also, skip, floor, options)
    return _kept[key]


_kept: dict[tuple[Any, ...], Pipeline] = {}


def _names(setting: str, given: Iterable[str]) -> tuple[str, ...]:
    """The rule names *given*.  Raises UsageError for a str, whose letters would be taken for names."""
    if isinstance(given, str):
        raise UsageError(f"{setting} wants rule names in a list, not the str {given!r}; write {setting}=[{given!r}]")
    return tuple(given)


def _by_rule(options: Mapping[str, Mapping[str, Any]] | None) -> dict[str, dict[str, Any]]:
    """A copy of *options*.  Raises UsageError if they are not mappings by rule."""
    for name, given in options.items() if isinstance(options, Mapping) else [("", options)] if options else []:
        if not isinstance(given, Mapping):
            where = f"of {name} " if name else ""
            raise UsageError(
                f"options {where}are {given!r}, and not a mapping; write "
                f'options={{"{name or "invisible"}": {{"name of the option": value}}}}'
            )
    return {name: dict(given) for name, given in (options or {}).items()}


def _refuse(others: Mapping[str, object], known: Iterable[str]) -> None:
    """Raise UsageError for the first of *others*, keywords that nothing here has."""
    for name in others:
        raise unknown("setting", name, known)


def _only_for_bytes(transport: str | None, declared: str | None, encoding: str | None) -> None:
    for name, given in (("transport", transport), ("declared", declared), ("encoding", encoding)):
        if given:
            raise UsageError(f"{name}={given!r} says how to decode bytes, and the source is a str; leave it out")


@cache
def _default() -> Pipeline:
    return Pipeline()


def _rebuilt(*given: Any) -> Pipeline:
    return pipeline(*given)  # compiled once in each process, however often it is sent there


def _decoded(
    source: bytes, language: str | None, transport: str | None, declared: str | None, encoding: str | None
) -> Decoded:
    from textclean.decoding import decode

    return decode(source, language=language, transport=transport, declared=declared, encoding=encoding)


def _made(value: str, made: list[Found], record: Record | None) -> str:
    if record is not None:
        return record.layer(value, made)
    return splice(value, (f.edit[:3] for f in made))


def _not_settled(record: Record | None) -> None:
    _log().warning("a text did not settle within %d rounds", ROUNDS)
    if record is not None:
        record.settled = False


def _well_formed(text: Text, record: Record | None) -> Text:
    """No result holds a surrogate, whatever rules are on: U+FFFD stands for each, and a fix keeps the original."""
    found = [
        Found("surrogates", Edit(m.start(), m.end(), "\ufffd", f"lone surrogate U+{ord(m[0]):04X}", Sure.CERTAIN))
        for m in text.finditer(re.compile("[\ud800-\udfff]"))
    ]
    return text.become(_made(text.value, found, record))
