"""Bentos and images of models, and two ways to bring them live: `python -m deploy`."""
