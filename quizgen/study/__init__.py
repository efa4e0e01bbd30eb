"""The self-test plans what to ask, asks it, marks it and remembers it."""
