"""What every switch must do, told once and run against each of them.

A test speaks to an `Exchange` (party.py): a switch with a world of test phones and customers around
it. simulated.py is that world of plain data.
"""
