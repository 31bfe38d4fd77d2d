"""What Callseat costs and how fast it is, beside a reference in the same run. See README.md."""
