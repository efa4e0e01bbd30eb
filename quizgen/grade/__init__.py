"""Marking compares a learner's answer with a response and gives a verdict with a reason.

Everything here is pure and needs only the standard library.
"""
