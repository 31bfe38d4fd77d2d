"""What Callseat keeps: the directory an operator configures and the records of what happened.

In: an address of a SQLite or PostgreSQL database. Out: the domain's `Directory`, verdicts on
passwords, and a `RecordWriter` whose `save` never waits. Nothing here is on a call's path.

`open_store` (store.py) opens all of it and brings the schema up to date (migrate.py).
"""
