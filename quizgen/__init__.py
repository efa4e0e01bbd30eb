"""quizgen: question templates about the claims made in a text, compiled for every outlet."""

__version__ = "0.1.0"
