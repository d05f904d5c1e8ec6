"""Robot agents' phones that register at the house like a SIP phone on a desk."""

from typing import TYPE_CHECKING

from zuoxi.kernel.record import Record
from zuoxi.switch.asterisk.node import NAME, PASSWORD, check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zuoxi.switch.asterisk.carrier import CarrierSettings


class Registration(Record):
    """A robot `name` that registers as the house's endpoint `user`."""

    name: str
    user: str
    password: str


def robots_text(registrations: "Sequence[Registration]", settings: "CarrierSettings") -> str:
    """The pjsip sections of robots that register, from an address that is not the trunk's."""
    house = f"sip:{settings.house_address}:{settings.house_sip_port}"
    parts = []
    for robot in registrations:
        user, name = check("user", robot.user, NAME), check("robot", robot.name, NAME)
        password = check("password", robot.password, PASSWORD)
        parts.append(
            f"[r-{user}]\ntype = registration\ntransport = phones\nserver_uri = {house}\n"
            f"client_uri = sip:{user}@{settings.house_address}\ncontact_user = robot-{name}\n"
            f"outbound_auth = a-{user}\nretry_interval = 1\nmax_random_initial_delay = 0\n"
            f"forbidden_retry_interval = 2\nfatal_retry_interval = 2\nmax_retries = 100000\n"
            f"expiration = 120\n\n"
            f"[a-{user}]\ntype = auth\nauth_type = userpass\nusername = {user}\npassword = {password}\n"
        )
    return "\n".join(parts)
