"""Telephone systems behind one port: `driver` is the port, `asterisk` the product, `simulated` a
network of plain data. Effects of the domain go in, its inputs come out.
"""
