"""Which companies there are, as facts name them."""

from zuoxi.organisation.models import Tenant


def known_tenants() -> dict[str, str]:
    """Ids of all tenants of this installation, as text, with the name of their time zone."""
    return {str(tenant): zone for tenant, zone in Tenant.objects.values_list("id", "timezone")}
