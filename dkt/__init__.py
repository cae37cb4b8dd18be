"""The science: frames of interactions in, bundle folder out.

`encoding`, `features`, `sequence` and `bundle` need numpy alone and are the same code in training
and in serving; everything that needs torch, polars or scikit-learn is on the training side.
"""
