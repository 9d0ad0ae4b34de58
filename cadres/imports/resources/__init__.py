"""The records of the base as rows of workbooks."""

from cadres.imports.resource import register
from cadres.imports.resources.cadres import Cadres
from cadres.imports.resources.organizations import Organizations
from cadres.imports.resources.posts import Posts
from cadres.imports.resources.profiles import Profiles
from cadres.imports.resources.tenures import Tenures

ALL = (Cadres, Tenures, Organizations, Posts, Profiles)


def register_resources() -> None:
    for resource in ALL:
        register(resource)
