"""Advice on item writing: one function a rule."""
