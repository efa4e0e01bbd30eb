"""Marking: what a learner gives, held against a response, comes to a verdict with a reason.

Everything here is pure and needs the standard library only.
"""
