"""YAML read into values with their places, and reports on what is wrong with them."""
