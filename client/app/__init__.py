"""The web page: sign in, practise, see what the model thinks one knows.

It shares no code with the rest of the project: it speaks HTTP to the inference service and SQL to
its own database. `main.create_app` puts it together; `main.py` says how to run it.

    student/    what students see, in templates/student/ and tests/client/student/
    accounts/   sign-in, PINs, sessions, limits
    web/        what all pages share: texts, form tokens, headers, errors
    bank/ service/ database/    the questions, the inference service, the page's own tables

Imports go down only: main, student, accounts, web, then the three at the bottom.
"""
