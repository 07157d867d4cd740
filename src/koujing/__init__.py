"""koujing: slogans, terms and reported statistics of Chinese official speeches, each traced to raw characters."""

from koujing.reading import Corpus, ReadingError, Speech, read
from koujing.study import Study, accuracy, code, code_folder, open_study, studies
from koujing.tokens import tokenize

__version__ = "0.1.0"
__all__ = [
    "Corpus",
    "ReadingError",
    "Speech",
    "Study",
    "__version__",
    "accuracy",
    "code",
    "code_folder",
    "open_study",
    "read",
    "studies",
    "tokenize",
]
