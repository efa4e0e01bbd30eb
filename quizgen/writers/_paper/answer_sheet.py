"""A sheet on which learners tick letters, for the teacher to read: it is not made for scanning."""

from __future__ import annotations

from msgspec import structs

from quizgen.quiz.model import CompiledDeck, Form
from quizgen.writers._paper.heading import head, learner_lines, sheet_of, titled
from quizgen.writers._paper.printed_words import printed_language
from quizgen.writers._paper.quiz_paper import question
from quizgen.writers._paper.records import AnswerSheet, Sheet


def answer_sheet(deck: CompiledDeck, form: Form) -> Sheet:
    title = titled(deck, form, "answer-sheet")
    top = structs.replace(head(deck, form, title), opening=(), learner=learner_lines(deck, form))
    language = printed_language(deck.about.language)
    questions = (question(language, placed, deck.by_id[placed.item]) for placed in form.placed)
    content, contains = AnswerSheet(top, tuple(questions)), f"answer sheet of form {form.letter}"
    advice = "Print one for each learner, if answers are not to be written on the paper."
    return sheet_of(deck, form, "answer-sheet", content, contains, advice)
