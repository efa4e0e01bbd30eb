"""The self-test: what is asked when, and what was answered."""
