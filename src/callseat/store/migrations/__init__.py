"""The schema's history, run by alembic from `store/migrate.py`."""
