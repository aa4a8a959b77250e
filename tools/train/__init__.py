"""Making the statistical reader: encoder weights, data, training, export. Needs requirements-train.txt; users never run it."""
