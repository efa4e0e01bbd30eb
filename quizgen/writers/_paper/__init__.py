"""What stands on paper, composed once for every writer of paper.

A form of the compiled deck becomes sheets (`records.py`): the paper, its key, the feedback for
learners, the answer sheet and the table of all forms. Typst reads a sheet as JSON and lays it out;
the Word writer walks through the same record. Fixed words are strings there, and an author's text
is inline text as in the model.
"""
