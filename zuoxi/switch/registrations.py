"""Which devices are registered: contacts as AMI tells them -> registered or not. Pure."""

from collections.abc import Iterable, Mapping

from zuoxi.engine import events as e

COME, GONE = ("Created", "Updated", "Reachable", "NonQualified"), ("Removed", "Unreachable")


class Registrations:
    """The contacts of each endpoint. A device that comes again replaces its contact, in either order."""

    def __init__(self, node: str) -> None:
        self._node = node
        self._contacts: dict[str, set[str]] = {}

    @property
    def endpoints(self) -> tuple[str, ...]:
        """Endpoints with a contact now."""
        return tuple(sorted(name for name, contacts in self._contacts.items() if contacts))

    def begin(self, listed: Iterable[Mapping[str, str]]) -> None:
        """Start from the list of contacts (`PJSIPShowContacts`); fixed contacts of trunks are no devices."""
        self._contacts = {}
        for contact in listed:
            if contact.get("ExpirationTime", "0") not in ("", "0") and contact.get("Status") != "Unreachable":
                self._contacts.setdefault(contact.get("Endpoint", ""), set()).add(contact.get("Uri", ""))

    def take(self, message: Mapping[str, str]) -> e.SwitchEvent | None:
        """One `ContactStatus`. A new contact is told even when the endpoint had one: the device came anew."""
        if message.get("Event") != "ContactStatus":
            return None
        name, uri = message.get("EndpointName") or message.get("AOR", ""), message.get("URI", "")
        status = message.get("ContactStatus")
        contacts = self._contacts.setdefault(name, set())
        if status in COME and uri not in contacts:
            contacts.add(uri)
            return e.DeviceRegistered(node=self._node, endpoint=name)
        if status in GONE and uri in contacts:
            contacts.discard(uri)
            if not contacts:
                return e.DeviceUnregistered(node=self._node, endpoint=name)
        return None
