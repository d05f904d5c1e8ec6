"""What organisation does about announced events."""

from django.conf import settings

from zuoxi.organisation.events import ConfigurationChanged
from zuoxi.outbox.channel import Touch, socket_path, touch_live


def refresh_the_floor(event: ConfigurationChanged) -> None:
    """Tell the live process to read its configuration again (when it is away it reads it at its start)."""
    touch = Touch(what=event.what, tenant=event.tenant, id=event.id)
    touch_live(socket_path(settings.ZUOXI_HOME), touch)
