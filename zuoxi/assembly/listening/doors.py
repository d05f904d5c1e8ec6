"""The two protocol classes of a web process, which count the same crowd."""

from zuoxi.assembly.listening.crowd import Crowd
from zuoxi.assembly.listening.http import HttpDoor
from zuoxi.assembly.listening.limits import DoorLimits
from zuoxi.assembly.listening.sockets import SocketDoor


def doors(limits: DoorLimits, *, proxied: bool) -> tuple[type[HttpDoor], type[SocketDoor]]:
    """(HTTP, WebSocket) for uvicorn. `proxied`: a proxy of ours names the addresses that it speaks for."""
    shared = {"limits": limits, "crowd": Crowd(limits), "proxied": proxied}
    return type("Http", (HttpDoor,), shared), type("Socket", (SocketDoor,), shared)
