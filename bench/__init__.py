"""Figures of speed and size, each measured on the product as it is started by a user."""
