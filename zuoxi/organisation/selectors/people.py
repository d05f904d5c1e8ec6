"""Reading people and units."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from zuoxi.organisation.models import ListViews, OrgUnit, Person, RoleAssignment, Tenant
from zuoxi.organisation.rules import ROLES, Permission, Role
from zuoxi.organisation.selectors.access import LAST_STEP, grants, visible_to


def anybody_here() -> bool:
    """Whether the installation has been set up."""
    return Person.objects.exists()


def people(person: Person) -> QuerySet[Person]:
    """Those whom he manages or leads."""
    rows = Person.objects.select_related("org_unit").prefetch_related("assignments__org_unit")
    return visible_to(rows, person, Permission.PEOPLE_MANAGE, Permission.FLOOR_WATCH)


def colleagues_of(person: Person) -> QuerySet[Person]:
    """Everybody else of his company who is in the house."""
    return Person.objects.filter(tenant_id=person.tenant_id, hidden_at__isnull=True).exclude(pk=person.pk)


def searched(rows: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those of `rows` whose name, user name or number begins with or contains `text`."""
    if not text:
        return rows
    return rows.filter(Q(name__icontains=text) | Q(username__icontains=text) | Q(number__startswith=text))


def at_unit(rows: QuerySet[Person], unit: UUID) -> QuerySet[Person]:
    """Those of `rows` at a unit and below it."""
    path = OrgUnit.objects.filter(id=unit).values_list("path", flat=True).first()
    if path is None:
        return rows.none()
    return rows.filter(org_unit__path__gte=path, org_unit__path__lte=path + LAST_STEP)


def with_role(rows: QuerySet[Person], role: str) -> QuerySet[Person]:
    """Those of `rows` who have a role somewhere."""
    return rows.filter(Exists(RoleAssignment.objects.filter(person=OuterRef("pk"), role=role)))


def units(person: Person) -> QuerySet[OrgUnit]:
    """The units at and below those where he is anything, and his own."""
    rows: QuerySet[OrgUnit] = OrgUnit.objects.filter(tenant_id=person.tenant_id)
    places = Q(id=person.org_unit_id)
    for path in {grant.path for grant in grants(person)}:
        places |= Q(path__gte=path, path__lte=path + LAST_STEP)
    return rows.filter(places)


def root_of(tenant: UUID) -> OrgUnit:
    """The topmost unit of a company."""
    root: OrgUnit = OrgUnit.objects.get(tenant_id=tenant, depth=1)
    return root


def tenant_timezone(tenant: UUID) -> str:
    """Name of the time zone in which the company counts its days."""
    return Tenant.objects.values_list("timezone", flat=True).get(id=tenant)


def tenants_recording_internal() -> list[UUID]:
    """The companies whose colleagues are recorded when they call each other."""
    return list(Tenant.objects.filter(records_internal=True).order_by("id").values_list("id", flat=True))


def home_area(tenant: UUID) -> str:
    """Area code to which the company's local numbers without one belong; empty: none."""
    return Tenant.objects.values_list("home_area", flat=True).get(id=tenant)


def person_at_work(person: UUID) -> Person | None:
    """Somebody who is in use, held until the end of the transaction; None: there is nobody."""
    rows = Person.objects.select_for_update(of=("self",)).select_related("org_unit")
    return rows.filter(pk=person, hidden_at__isnull=True).first()


def phone_people() -> QuerySet[Person]:
    """Everybody who may sign in at the phone, of all companies."""
    roles = [role.value for role in Role if Permission.CALLS_TAKE in ROLES[role]]
    takes = RoleAssignment.objects.filter(person=OuterRef("pk"), role__in=roles)
    return Person.objects.filter(Exists(takes), hidden_at__isnull=True).select_related("org_unit")


def other_administrators(person: Person) -> QuerySet[Person]:
    """Administrators of the whole company beside this person."""
    return Person.objects.filter(
        Exists(
            RoleAssignment.objects.filter(
                person=OuterRef("pk"), role=Role.ADMINISTRATOR.value, org_unit__depth=1
            )
        ),
        tenant_id=person.tenant_id,
        hidden_at__isnull=True,
    ).exclude(id=person.id)


def unit_at(path: str) -> OrgUnit:
    """The unit with this path."""
    unit: OrgUnit = OrgUnit.objects.get(path=path)
    return unit


def runs_the_installation(person: Person) -> bool:
    """Whether he is an installation administrator."""
    return RoleAssignment.objects.filter(person=person, role=Role.INSTALLATION_ADMINISTRATOR.value).exists()


def others_run_the_installation(person: Person) -> QuerySet[Person]:
    """Installation administrators beside this person, of whichever company."""
    holds = RoleAssignment.objects.filter(person=OuterRef("pk"), role=Role.INSTALLATION_ADMINISTRATOR.value)
    return Person.objects.filter(Exists(holds), hidden_at__isnull=True).exclude(id=person.id)


def first_company() -> Tenant:
    """The company that was set up first: its row stands for the installation where somebody has to wait."""
    return Tenant.objects.order_by("id")[:1].get()


def installations_root() -> OrgUnit | None:
    """The topmost unit of the company that runs the installation (else of the first there is)."""
    runs = RoleAssignment.objects.filter(role=Role.INSTALLATION_ADMINISTRATOR.value).order_by("id").first()
    roots = OrgUnit.objects.filter(depth=1).order_by("path")
    root: OrgUnit | None = (roots.filter(tenant_id=runs.tenant_id) if runs else roots).first()
    return root


def list_views_of(person: Person) -> QuerySet[ListViews]:
    """His views of all lists."""
    return ListViews.objects.filter(person=person).order_by("list")


def people_by_id(tenant: UUID, ids: Iterable[UUID]) -> dict[UUID, Person]:
    """These people of a company, also those who have left."""
    return Person.objects.filter(tenant_id=tenant).in_bulk(list(ids))


def still_here(tenant: UUID, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of a company's people who have not left."""
    rows = Person.objects.filter(tenant_id=tenant, id__in=list(ids), hidden_at__isnull=True)
    return frozenset(rows.values_list("id", flat=True))
