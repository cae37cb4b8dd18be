"""Runs recorded, compared and swept; alone imports MLflow, Weights & Biases and Optuna."""
