"""The statistical reader: word pieces, the network's labels, and detectors that put its findings beside the rules'."""
