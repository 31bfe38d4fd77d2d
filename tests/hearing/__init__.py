"""The hearing matrix: every pair of commands, predicted and measured with ears."""
