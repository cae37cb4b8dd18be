"""What the inference service is made of; `service.py` stands before it, `serve.py` runs it."""
