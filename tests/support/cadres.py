"""Valid records by default. All people are invented."""

from datetime import date

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from factory.django import DjangoModelFactory

from cadres.models import Cadre, Division, Organization, Post, Remit, Tenure, Term, User
from cadres.platform.accounts.choices import Role
from cadres.platform.divisions.choices import Level, TownshipKind
from cadres.registry.cadre_files.choices import PoliticalStatus, Sex
from cadres.registry.organizations.choices import OrganizationKind
from cadres.registry.posts.choices import Grade, PostKind
from cadres.registry.tenures.choices import StartBasis
from cadres.shared.names import name_key

COUNTY = "511923000000"


class CountyFactory(DjangoModelFactory):
    """The same county every time unless a code is given."""

    class Meta:
        model = Division
        django_get_or_create = ("code",)

    code = COUNTY
    name = "平昌县"
    level = Level.COUNTY
    name_key = factory.LazyAttribute(lambda o: name_key(o.name))
    parent = factory.LazyAttribute(
        lambda o: Division.objects.get_or_create(
            code=f"{o.code[:2]}0000000000",
            defaults={"name": "某省", "level": Level.PROVINCE, "name_key": "mou sheng"},
        )[0]
    )


class TownshipFactory(DjangoModelFactory):
    class Meta:
        model = Division

    code = factory.Sequence(lambda n: f"511923{100 + n % 800}000")
    name = factory.Sequence(lambda n: f"测试{n}镇")
    level = Level.TOWNSHIP
    kind = TownshipKind.TOWN
    name_key = factory.LazyAttribute(lambda o: name_key(o.name))
    parent = factory.SubFactory(CountyFactory)


class OrganizationFactory(DjangoModelFactory):
    """A township's party committee by default."""

    class Meta:
        model = Organization

    division = factory.SubFactory(TownshipFactory)
    kind = OrganizationKind.TOWNSHIP_COMMITTEE
    name = factory.LazyAttribute(lambda o: f"中共{o.division.name}{'委员会' if 'committee' in o.kind else '政府'}")
    name_key = factory.LazyAttribute(lambda o: name_key(o.name))


class TermFactory(DjangoModelFactory):
    class Meta:
        model = Term

    organization = factory.SubFactory(OrganizationFactory)
    ordinal = 18
    period = DateRange(date(2021, 10, 1), date(2026, 10, 1))


class PostFactory(DjangoModelFactory):
    """A township party secretary's post by default; ``head=True`` gives a township head's."""

    class Meta:
        model = Post

    class Params:
        head = factory.Trait(
            kind=PostKind.HEAD,
            name="镇长",
            organization=factory.SubFactory(OrganizationFactory, kind=OrganizationKind.TOWNSHIP_GOVERNMENT),
        )

    organization = factory.SubFactory(OrganizationFactory)
    kind = PostKind.SECRETARY
    name = "书记"
    grade = Grade.SECTION_CHIEF
    elected = True


class CadreFactory(DjangoModelFactory):
    """A section deputy in his forties who meets the conditions for a township's main post."""

    class Meta:
        model = Cadre

    division = factory.SubFactory(CountyFactory)
    name = factory.Sequence(lambda n: f"测试{chr(0x4E00 + n % 5000)}")
    name_key = factory.LazyAttribute(lambda o: name_key(o.name))
    sex = Sex.MALE
    born_on = date(1982, 3, 1)
    began_work_on = date(2004, 8, 1)
    political_status = PoliticalStatus.MEMBER
    joined_party_on = date(2003, 6, 1)
    grade = Grade.SECTION_DEPUTY
    grade_since = date(2018, 5, 1)
    township_since = date(2018, 5, 1)


class TenureFactory(DjangoModelFactory):
    """A running tenure since 2023 by default."""

    class Meta:
        model = Tenure

    cadre = factory.SubFactory(CadreFactory)
    post = factory.SubFactory(PostFactory)
    held = DateRange(date(2023, 1, 10), None)
    start_basis = StartBasis.APPOINTMENT


class UserFactory(DjangoModelFactory):
    """Department staff of the county by default; password "pass-word-1"; ``remit=None`` gives no remit."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    name = factory.Sequence(lambda n: f"用户{n}")
    role = Role.STAFF
    email = factory.LazyAttribute(lambda o: f"{o.username}@example.org")

    @factory.post_generation
    def password(self, create, extracted, **_):
        self.set_password(extracted or "pass-word-1")
        if create:
            self.save(update_fields=["password"])

    @factory.post_generation
    def remit(self, create, extracted, **_):
        if create and extracted is None and self.role in (Role.STAFF, Role.LEADER, Role.CLIENT):
            Remit.objects.create(user=self, division=CountyFactory())
        elif create and extracted:
            Remit.objects.create(user=self, division=extracted)


class LeaderFactory(UserFactory):
    """A department leader, who approves."""

    role = Role.LEADER


class TownshipUserFactory(UserFactory):
    """A township leader's own account."""

    role = Role.TOWNSHIP
    cadre = factory.SubFactory(CadreFactory)
