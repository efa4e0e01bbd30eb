"""The commands, one in each file. They call the stages, and only they print."""
