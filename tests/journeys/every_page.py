"""Every page of the desktop, and who opens it: what is walked by key and looked at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Opened:
    """A page as it is opened. `path`: its address, with the tab; `sign_in`: who of the sample company."""

    path: str
    sign_in: str

    @property
    def name(self) -> str:
        """A short name: the address without signs."""
        return self.path.strip("/").replace("?tab=", "-")


TABS = {
    "/approvals": ("box", "deputies", "chains"),
    "/company": (
        "about",
        "results",
        "reasons",
        "classes",
        "holidays",
        "retention",
        "handover",
        "texts",
        "seats",
    ),
    "/compliance": ("do-not-call", "blacklist", "refusals", "hours", "destinations"),
    "/telephony": ("skill-groups", "queues", "service-lines", "numbers", "trunks", "devices", "limits"),
    "/ivr": ("flows", "prompts"),
    "/people": ("people", "units", "roles", "safety"),
}

EVERY_PAGE = (
    Opened("/work", "wangfang"),
    Opened("/floor", "zhouting"),
    Opened("/what-if", "zhouting"),
    Opened("/calls", "zhouting"),
    Opened("/callbacks", "wangfang"),
    Opened("/messages", "wangfang"),
    Opened("/customers", "wangfang"),
    *(Opened(f"{page}?tab={tab}", "admin") for page, tabs in TABS.items() for tab in tabs),
    Opened("/audit", "admin"),
    Opened("/jobs", "admin"),
)
