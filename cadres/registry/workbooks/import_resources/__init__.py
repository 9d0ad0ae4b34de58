"""The records of the base as rows of workbooks."""

from cadres.registry.workbooks.import_resources.cadres import Cadres
from cadres.registry.workbooks.import_resources.organizations import Organizations
from cadres.registry.workbooks.import_resources.posts import Posts
from cadres.registry.workbooks.import_resources.profiles import Profiles
from cadres.registry.workbooks.import_resources.ranks import Ranks
from cadres.registry.workbooks.import_resources.tenures import Tenures

ALL = (Cadres, Tenures, Ranks, Organizations, Posts, Profiles)
