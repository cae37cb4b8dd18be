"""The student's web page: sign in, practise, see what the model thinks one knows.

It shares no code with the rest of the project: it speaks HTTP to the inference service and SQL to
its own database. `main.create_app` puts it together; `main.py` says how to run it.
"""
