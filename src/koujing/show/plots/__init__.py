"""One plot per kind of table, readable without Chinese and colour-blind safe."""

from koujing.show.plots.bars import (
    plot_counts,
    plot_distances,
    plot_heatmap,
    plot_intervals,
    plot_rates,
    plot_sensitivity,
    plot_strips,
)
from koujing.show.plots.base import PER_10K
from koujing.show.plots.checked import plot_against, plot_revisions, plot_roundness
from koujing.show.plots.genealogy import plot_genealogy
from koujing.show.plots.profiles import plot_profiles
from koujing.show.plots.promises import plot_amplification, plot_fulfilment, plot_ledger, plot_silence
from koujing.show.plots.ranks import plot_ranks
from koujing.show.plots.taking import plot_before, plot_changes, plot_taken
from koujing.show.plots.terms import plot_company, plot_fields, plot_term_careers
from koujing.show.plots.validity import plot_calibration
from koujing.show.plots.words import plot_keyness, plot_shift, plot_word_cloud
from koujing.show.plots.xray import plot_xray
from koujing.show.plots.years import plot_careers, plot_timeline
from koujing.show.style import Plot, figures_folder, gloss, keep, label, name_concept, save

__all__ = [
    "PER_10K",
    "Plot",
    "figures_folder",
    "gloss",
    "keep",
    "label",
    "name_concept",
    "plot_against",
    "plot_amplification",
    "plot_before",
    "plot_calibration",
    "plot_careers",
    "plot_changes",
    "plot_company",
    "plot_counts",
    "plot_distances",
    "plot_fields",
    "plot_fulfilment",
    "plot_genealogy",
    "plot_heatmap",
    "plot_intervals",
    "plot_keyness",
    "plot_ledger",
    "plot_profiles",
    "plot_ranks",
    "plot_rates",
    "plot_revisions",
    "plot_roundness",
    "plot_sensitivity",
    "plot_shift",
    "plot_silence",
    "plot_strips",
    "plot_taken",
    "plot_term_careers",
    "plot_timeline",
    "plot_word_cloud",
    "plot_xray",
    "save",
]
