"""Which companies there are, as facts name them."""

from zuoxi.organisation.models import Tenant


def known_tenants() -> frozenset[str]:
    """Ids of all tenants of this installation, as text."""
    return frozenset(str(tenant) for tenant in Tenant.objects.values_list("id", flat=True))
