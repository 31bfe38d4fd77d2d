"""Who is logged in, and who hears what.

In: logins that open and close, the directory, an audience named by the domain. Out: the logins
that it means, found by index. Pure: no input or output, no clock; `wire` carries the answer out.
"""
