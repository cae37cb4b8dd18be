"""Logs of answers as they are published, read in one way for imports and benchmarks.

`layouts` describes each kind of file, `header` finds it from the first line, `files` and `rows`
read the text strictly, `spelling` makes one thing of two spellings, `order` brings a log to one row
per answer in order, and `read` is all of it.
"""
