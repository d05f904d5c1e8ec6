"""The doors of messages: for those who word them, and for customers who open a link."""

from zuoxi.messaging.api.texts import router

__all__ = ["router"]
