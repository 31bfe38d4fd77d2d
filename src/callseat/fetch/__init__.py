"""Asking other programs over HTTP, for a flow's node `http`: carefully, and within limits.

In: the effect Fetch. Out: the input Fetched, always exactly one. `addresses` says where it may go,
`answer` what is taken of an answer, `fetcher` does it.
"""
