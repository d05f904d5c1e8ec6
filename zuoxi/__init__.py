"""Zuoxi (坐席): a call centre on Asterisk and the whole operation around its calls."""

__version__ = "0.1.0"
