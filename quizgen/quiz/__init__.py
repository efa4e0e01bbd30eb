"""The compiled quiz, which every outlet reads, and what does not depend on how it was written."""
