"""Fit the weights of ``lexicons/meaning.tsv``: ``python tests/fit_meaning.py [--question NAME] FOLDER_OF_TEXTS [FOLDER …]``.

Every statistic that a reader coded in the development part of ``data/gold/meaning`` was asked some questions, each with its readings;
the reading that the reader chose should be the likeliest. The weights are those of a conditional logit model (McFadden 1974) with a
ridge penalty. They are then scaled, by what folds over the passages say, so that probabilities are neither too bold nor too timid.
With ``--question`` only the weights of that question are fitted. What earlier statistics measure is a reading of ``indicator``: run
the script twice, so that the second fit reads what the first one chooses.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from koujing.reading.structure import find_sections
from koujing.speech import Speech
from koujing.statistics.choice import Asked, Reading, recording
from koujing.statistics.find import find_statistics
from score_meaning import Passage, Row, passages, statistics_of, verdicts

TABLE = Path(__file__).parents[1] / "src/koujing/lexicons/meaning.tsv"
# The golden cases of a question, and what separates their answers, of which the first word counts for the status.
GOLDEN = {"indicator": ("indicators.tsv", " | "), "status": ("claims.tsv", " ; ")}
FOLDS, RARE = 10, 3
INVENTED, WEIGHT = 0, 2  # the passage of golden cases, which are learnt from but not scored; each counts as so many coded rows
# The penalty of a question; one with many features that are rare needs more. The weights below ``SMALL`` are left out.
PENALTY, SMALL = {"indicator": 4.0, "status": 0.33}, 0.05


class Case(NamedTuple):
    """A question with its readings, the place of the right one, and the passage it stands in."""

    passage: int
    readings: Sequence[Reading]
    right: int


def asked_of(speech: Speech) -> tuple[dict[int, list[Asked]], dict[tuple[int, int], Row]]:
    """The questions asked of a speech's statistics by their raw start, and its statistics."""
    with recording() as asked:
        coded = statistics_of(speech)
    starts, _ = speech.repaired.raw_spans([one.at for one in asked], [one.at + 1 for one in asked])
    found: dict[int, list[Asked]] = {}
    for start, one in zip(starts.tolist(), asked, strict=True):
        found.setdefault(start, []).append(one)
    return found, coded


def cases(gold: Sequence[Passage]) -> dict[str, list[Case]]:
    """The questions that the coded rows answer."""
    read, found = {}, {}
    for passage in gold:
        speech = passage.speech
        asked, coded = read.setdefault(speech.id, None) or asked_of(speech)
        read[speech.id] = asked, coded
        for row in passage.rows["1"]:
            mine = coded.get((int(row["start"]), int(row["end"])))
            for one in asked.get(int(row["start"]), []) if mine else []:
                answer = _answer(one.question, row, mine or {})
                answers = [reading.answer for reading in one.readings]
                if answer in answers:
                    found.setdefault(one.question, []).append(Case(int(passage.number), one.readings, answers.index(answer)))
    return {question: [*rows, *(WEIGHT * golden_cases(question) if question in GOLDEN else [])] for question, rows in found.items()}


def golden_cases(question: str) -> list[Case]:
    """The golden cases of a question: invented texts for what the coded passages hold too rarely."""
    found, (name, separator) = [], GOLDEN[question]
    lines = [line for line in (Path(__file__).parent / "statistics" / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        with recording() as asked:
            text = row["text"].replace("⏎", "\n")
            coded = find_statistics(text, sections=find_sections(text), date="2016")
        expected = [part.split(" ")[0] if question == "status" else part for part in row["expected"].split(separator)]
        wanted = dict(zip([one.start for one in coded], expected, strict=False))
        for one in asked:
            answers = [reading.answer for reading in one.readings]
            if row["status"] == "ok" and one.question == question and wanted.get(one.at) in answers:
                found.append(Case(INVENTED, one.readings, answers.index(wanted[one.at])))
    return found


def _answer(question: str, gold: Row, coded: Row) -> str:
    """The right answer to a question; empty if the reader gives none."""
    told = dict(verdicts(gold, coded, None))
    if question in {"status", "indicator"}:
        return str(gold[question]) if question in told else ""
    return {True: "right", False: "wrong"}.get(told.get(question), "") if question in told else ""


def fit(rows: Sequence[Case], penalty: float) -> dict[str, float]:
    """The weight of each feature that occurs in at least ``RARE`` cases."""
    seen = Counter(name for case in rows for name in {name for reading in case.readings for name in reading.features})
    names = {name: k for k, name in enumerate(sorted(name for name, n in seen.items() if n >= RARE))}
    matrix = _matrix([reading for case in rows for reading in case.readings], names)
    sizes = np.array([len(case.readings) for case in rows])
    first = np.cumsum(sizes) - sizes
    right = first + np.array([case.right for case in rows])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scored = matrix @ weights
        scored -= np.repeat(np.maximum.reduceat(scored, first), sizes)
        likely = np.exp(scored)
        sums = np.add.reduceat(likely, first)
        likely /= np.repeat(sums, sizes)
        likely[right] -= 1
        missed = (np.log(sums) - scored[right]).sum()
        return float(missed + penalty / 2 * weights @ weights), matrix.T @ likely + penalty * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip(names, found.x.tolist(), strict=True))


def _matrix(readings: Sequence[Reading], names: dict[str, int]) -> csr_matrix:
    cells = [(k, names[name]) for k, reading in enumerate(readings) for name in {*reading.features} if name in names]
    rows, columns = zip(*cells, strict=True)
    return csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(readings), len(names)))


def scores(case: Case, weights: dict[str, float]) -> np.ndarray:
    return np.array([sum(weights.get(name, 0.0) for name in {*reading.features}) for reading in case.readings])


def scale(folded: Sequence[tuple[np.ndarray, int]]) -> float:
    """The factor of the scores with which the right readings are likeliest."""
    def loss(factor: float) -> float:
        return sum(np.log(np.exp(factor * (s - s.max())).sum()) - factor * (s[right] - s.max()) for s, right in folded)

    return min((round(0.2 + 0.05 * k, 2) for k in range(60)), key=loss)


def folded_scores(rows: Sequence[Case], penalty: float) -> list[tuple[np.ndarray, int]]:
    """The scores of every case by weights fitted to the other passages' cases."""
    found = []
    for fold in range(FOLDS):
        weights = fit([case for case in rows if case.passage % FOLDS != fold or case.passage == INVENTED], penalty)
        found += [(scores(case, weights), case.right) for case in rows if case.passage % FOLDS == fold and case.passage != INVENTED]
    return found


def told(question: str, folded: Sequence[tuple[np.ndarray, int]], factor: float) -> str:
    right = [bool(s.argmax() == k) for s, k in folded]
    sure = [1 / np.exp(factor * (s - s.max())).sum() for s, _ in folded]
    high = [r for r, c in zip(right, sure, strict=True) if c >= 0.9]
    return (
        f"{question}: {len(folded)} cases, right in {np.mean(right):.3f}; sure {len(high) / len(right):.2f}, "
        f"sure_right {np.mean(high):.3f} (folds over passages, scores × {factor})"
    )


def main(*arguments: str) -> None:
    folders = list(arguments)
    wanted = folders.pop(folders.index("--question") + 1) if "--question" in folders else ""
    head = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("#")]
    kept = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()[len(head) :], delimiter="\t"))
    lines = [(row["question"], row["feature"], row["weight"]) for row in kept if wanted and row["question"] != wanted]
    for question, rows in cases(passages([f for f in folders if f != "--question"], "development")).items():
        if wanted in {"", question}:
            penalty = PENALTY.get(question, 1.0)
            factor = scale(folded := folded_scores(rows, penalty))
            weights = fit(rows, penalty)
            lines += [(question, name, f"{factor * w:.2f}") for name, w in weights.items() if abs(factor * w) >= SMALL]
            print(told(question, folded, factor))
    body = ["\t".join(line) for line in [("question", "feature", "weight"), *sorted(lines)]]
    TABLE.write_text("\n".join([*head, *body]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
