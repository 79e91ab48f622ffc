"""The ledger of odds: the only place that turns nats into decisions.

A rule that suspects damage at a place lists *hypotheses*: "it stands as written" and one for each possible repair.
Each hypothesis is a sum of named addends in nats: the prior of its kind of damage, how likely the restored text is in
the languages of the document, what the author may well have written.  :func:`decide` compares the sums, and the log
odds of the best one name its grade.

    prior(kind, chain, extent | document) + log P(restored | language)  -  log P(as written | the author wrote it so)

* :mod:`~textclean.evidence.ledger` - hypotheses, the decision, and its reason in words
* :mod:`~textclean.evidence.priors` - how often each kind of damage is met (``tables/priors.toml``)
* :mod:`~textclean.evidence.grades` - which log odds are CERTAIN, LIKELY, GUESS: probabilities of the contract
* :mod:`~textclean.evidence.trace` - what was considered and why it was (not) done, if somebody asks
"""

from textclean.evidence.grades import grade
from textclean.evidence.ledger import AS_WRITTEN, Addend, Decision, Hypothesis, decide, may_win
from textclean.evidence.priors import prior, section
from textclean.evidence.trace import note, tracing

__all__ = [
    "AS_WRITTEN",
    "Addend",
    "Decision",
    "Hypothesis",
    "decide",
    "grade",
    "may_win",
    "note",
    "prior",
    "section",
    "tracing",
]
