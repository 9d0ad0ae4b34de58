"""Migrations forwards and backwards within one test; the transaction of the test brings the tables back."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cadres.platform.database.services.grants import put_right
from config.management.commands.migrate import undrawn_triggers
from tests.support.roles import as_owner


def migrate(name, *, app="cadres"):
    """To this migration of the base, or of another app; returns the models as they were then.

    Not in a test with ``transaction=True``.
    """
    with as_owner() as cursor, undrawn_triggers():
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no table could be altered in this transaction
        executor = MigrationExecutor(connection)
        executor.migrate([(app, name)])
        put_right()
        return executor.loader.project_state([(app, name)]).apps


def migrate_to_the_latest():
    """Every app as it is today; for what is done by today's services after the way back and forth."""
    with as_owner(), undrawn_triggers():
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        put_right()
