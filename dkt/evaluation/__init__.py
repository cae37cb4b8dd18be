"""How good a model is, for whom, and against which other."""
