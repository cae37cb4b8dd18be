"""What an operator sees: whether all is well, and how good the live model is."""
