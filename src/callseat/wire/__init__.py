"""Clients at the door: JSON-RPC 2.0 over WebSocket, health and metrics over HTTP.

In: requests of clients, and the domain's effects that are meant for clients. Out: `Asked` and
`ConnectionLost` to the engine through the `Gate`; answers and events to clients.
One connection is `connection`, all together are the `hub`, the listening socket is `server`.
"""
