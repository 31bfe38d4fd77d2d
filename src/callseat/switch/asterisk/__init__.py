"""The product's switch: Asterisk 22, driven over its REST interface and a manager side channel.

The only place where Asterisk's own words (channel, bridge, stasis, snoop) appear.
"""
