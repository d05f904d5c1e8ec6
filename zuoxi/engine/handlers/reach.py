"""How far a leader reaches: whom and what he asks about must lie where he leads (T12)."""

from zuoxi.engine.events import Leader


def leads(leader: Leader, tenant: str, path: str) -> bool:
    """Whether he leads what is at a path."""
    return tenant == leader.tenant and any(path.startswith(above) for above in leader.paths)
