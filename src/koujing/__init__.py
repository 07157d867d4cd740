"""koujing: slogans, terms and reported statistics of Chinese official speeches, each traced to raw characters."""

from koujing.comparison import compare
from koujing.manifest import __version__
from koujing.reading import Corpus, ReadingError, Speech, read
from koujing.search.concordance import Concordance, concordance
from koujing.search.hits import find_hits
from koujing.show.speech_view import show_speech
from koujing.study import Study, accuracy, code, code_folder, open_study, studies
from koujing.words.tokens import tokenize

# A notebook shows a speech with its coding. ``reading`` knows no coding, so what shows it is given to it here.
Speech._repr_html_ = show_speech  # type: ignore[attr-defined]

__all__ = [
    "Concordance",
    "Corpus",
    "ReadingError",
    "Speech",
    "Study",
    "__version__",
    "accuracy",
    "code",
    "code_folder",
    "compare",
    "concordance",
    "find_hits",
    "open_study",
    "read",
    "studies",
    "tokenize",
]
