"""The mail line: what arrives is kept raw before it is acknowledged, and read later, within bounds."""
