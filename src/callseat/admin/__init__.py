"""Administration over HTTP: the REST API under /api/v1, for the directory and the records.

In: requests with a token. Out: changes of the directory, which act at once and are audited, and
what was recorded, within what the caller may see. `application` builds it, `permissions` says who
may do what, `problems` what is answered when something is not done; one module a kind in `routes`.
"""
