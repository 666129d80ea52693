"""Invented networks of any size, like a register with events beside it: `python -m bench.generate --help`."""

from bench.generate.plan import Plan

__all__ = ["Plan"]
