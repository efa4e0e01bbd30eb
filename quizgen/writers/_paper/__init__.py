"""What stands on paper, composed once for every writer of paper.

    Form ─┬─ quiz_paper ─┬─ QuizPaper ────┐
          │              └─ AnswerSheet   │
          ├─ answer_key ─── AnswerKey ◄───┘
          └─ right_answers ─ AnswerGrid   each in a Sheet → Typst (as JSON), Word

`records.py` has what these hold; whatever is printed is said there and nowhere else. Fixed words
are strings in it, and an author's text is inline text as in the model. How things look is for the
templates in `data/typst/` and for `writers/docx`.
"""
