"""koujing: slogans, terms and reported statistics of Chinese official speeches, each traced to raw characters."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from koujing.speech import Speech

if TYPE_CHECKING:
    from koujing.borrowing.edit_rows import changes as changes
    from koujing.borrowing.edit_rows import propose_repairs as propose_repairs
    from koujing.borrowing.edits import edits as edits
    from koujing.borrowing.rows import borrowings as borrowings
    from koujing.comparison import compare as compare
    from koujing.explorer import explore as explore
    from koujing.lexicons.concepts import concept as concept
    from koujing.lineage import genealogy as genealogy
    from koujing.lineage import ranks as ranks
    from koujing.manifest import __version__ as __version__
    from koujing.measures.amplification import amplification as amplification
    from koujing.measures.amplification import sum_amplification as sum_amplification
    from koujing.measures.ledger import fulfilment as fulfilment
    from koujing.measures.ledger import ledger as ledger
    from koujing.measures.revisions import revisions as revisions
    from koujing.measures.silence import silence as silence
    from koujing.opening import accuracy as accuracy
    from koujing.opening import code as code
    from koujing.opening import meaning_accuracy as meaning_accuracy
    from koujing.opening import open_study as open_study
    from koujing.opening import sample_folder as sample_folder
    from koujing.opening import studies as studies
    from koujing.opening import use_lexicon as use_lexicon
    from koujing.questions import births as births
    from koujing.questions import careers as careers
    from koujing.questions import collocates as collocates
    from koujing.questions import company as company
    from koujing.questions import dispersion as dispersion
    from koujing.questions import fields as fields
    from koujing.questions import keyness as keyness
    from koujing.questions import rates as rates
    from koujing.questions import roundness as roundness
    from koujing.questions import score as score
    from koujing.reading import Corpus as Corpus
    from koujing.reading import ReadingError as ReadingError
    from koujing.reading import read as read
    from koujing.recounting import recount as recount
    from koujing.recounting import recount_characters as recount_characters
    from koujing.recounting import recount_statistics as recount_statistics
    from koujing.search.concordance import Concordance as Concordance
    from koujing.search.concordance import concordance as concordance
    from koujing.search.hits import find_hits as find_hits
    from koujing.show.borrowing_view import side_by_side as side_by_side
    from koujing.show.links import address as address
    from koujing.show.links import find_row as find_row
    from koujing.show.plots import plot_against as plot_against
    from koujing.show.plots import plot_amplification as plot_amplification
    from koujing.show.plots import plot_careers as plot_careers
    from koujing.show.plots import plot_company as plot_company
    from koujing.show.plots import plot_counts as plot_counts
    from koujing.show.plots import plot_distances as plot_distances
    from koujing.show.plots import plot_fields as plot_fields
    from koujing.show.plots import plot_fulfilment as plot_fulfilment
    from koujing.show.plots import plot_genealogy as plot_genealogy
    from koujing.show.plots import plot_heatmap as plot_heatmap
    from koujing.show.plots import plot_intervals as plot_intervals
    from koujing.show.plots import plot_keyness as plot_keyness
    from koujing.show.plots import plot_ledger as plot_ledger
    from koujing.show.plots import plot_ranks as plot_ranks
    from koujing.show.plots import plot_rates as plot_rates
    from koujing.show.plots import plot_revisions as plot_revisions
    from koujing.show.plots import plot_roundness as plot_roundness
    from koujing.show.plots import plot_sensitivity as plot_sensitivity
    from koujing.show.plots import plot_shift as plot_shift
    from koujing.show.plots import plot_silence as plot_silence
    from koujing.show.plots import plot_strips as plot_strips
    from koujing.show.plots import plot_term_careers as plot_term_careers
    from koujing.show.plots import plot_timeline as plot_timeline
    from koujing.show.plots import plot_word_cloud as plot_word_cloud
    from koujing.show.plots import plot_xray as plot_xray
    from koujing.show.speech_view import show_speech as show_speech
    from koujing.study import Study as Study
    from koujing.truth import against as against
    from koujing.words.tokens import tokenize as tokenize

# The module that defines each public name. It is imported when the name is first used, so that a script pays only for what
# it needs: pandas, scipy and matplotlib together take two seconds.
_HOMES = {
    "borrowing.edit_rows": "changes propose_repairs",
    "borrowing.edits": "edits",
    "borrowing.rows": "borrowings",
    "comparison": "compare",
    "explorer": "explore",
    "lexicons.concepts": "concept",
    "lineage": "genealogy ranks",
    "manifest": "__version__",
    "measures.amplification": "amplification sum_amplification",
    "measures.ledger": "fulfilment ledger",
    "measures.silence": "silence",
    "measures.revisions": "revisions",
    "opening": "accuracy code meaning_accuracy open_study sample_folder studies use_lexicon",
    "questions": "births careers collocates company dispersion fields keyness rates roundness score",
    "reading": "Corpus ReadingError read",
    "recounting": "recount recount_characters recount_statistics",
    "search.concordance": "Concordance concordance",
    "search.hits": "find_hits",
    "show.borrowing_view": "side_by_side",
    "show.links": "address find_row",
    "show.plots": "plot_against plot_amplification plot_careers plot_company plot_counts plot_distances plot_fields "
    "plot_fulfilment plot_genealogy plot_heatmap plot_intervals plot_keyness plot_ledger plot_ranks plot_rates "
    "plot_revisions plot_roundness plot_sensitivity plot_shift plot_silence plot_strips plot_term_careers "
    "plot_timeline plot_word_cloud plot_xray",
    "show.speech_view": "show_speech",
    "study": "Study",
    "truth": "against",
    "words.tokens": "tokenize",
}
_HOME = {name: f"koujing.{module}" for module, names in _HOMES.items() for name in names.split()}

__all__ = ["Speech", *_HOME]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'koujing' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOME[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


def _show(speech: Speech) -> str:
    from koujing.show.speech_view import show_speech

    return show_speech(speech)


# A notebook shows a speech with its coding. ``speech`` cannot import the coders, so its display method is attached here.
Speech._repr_html_ = _show  # type: ignore[attr-defined]
