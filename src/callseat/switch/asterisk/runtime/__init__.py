"""Asterisk on this machine: find it or bring it, configure it, run it.

In: `AsteriskSettings` and a run folder. Out: a ready, supervised Asterisk process that
dials our server's ARI address by itself. Nothing here knows of calls or seats.

`tree`, `apt`           packages of a Debian suite in a private folder, without root
`find`                  a suitable Asterisk: given by settings, on PATH, or from the tree
`settings`, `folder`    what can be set, and where everything lies
`configuration`         settings rendered into Asterisk's files
`process`               start, adopt, supervise, stop
"""
