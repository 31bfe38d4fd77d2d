"""IVR flows: their data (flow), their check before use (check), their walking (walk, nodes/)."""
