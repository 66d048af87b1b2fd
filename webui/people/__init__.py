"""People's data: accounts, sign-ins, comments, and who changed what.

It lives in `.translator/people.db` (SQLite), apart from the texts, which live in git.
"""
