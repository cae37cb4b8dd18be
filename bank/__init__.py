"""The question bank: mathematics for grades 1 to 9, written by code so that every answer is right.

`python -m bank` writes `questions.csv`; the same seed gives the same bytes.
"""
