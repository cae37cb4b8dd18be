"""The schema of `config/*.json`."""
