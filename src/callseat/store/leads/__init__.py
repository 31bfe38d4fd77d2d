"""Leads: numbers to be called by campaigns, where each stands, and who must not be called.

In: files of leads, and what the domain asks for. Out: leads in hand, attempts that are booked for
good, counts of answers. `dialling` answers the domain, `recovery` puts right what a killed server
left, `lists` and `do_not_call` are people's work, `csv_file` reads files, `importing` keeps them.
"""
