"""The last guard of merging: nothing new may point to a record that has been merged into another."""

import pgtrigger

# The lock lets a merge that is under way finish first; foreign keys are checked only at commit and would see nothing.
REJECT_MERGED = """
        PERFORM 1 FROM {table} r WHERE r.id = NEW.{column} FOR KEY SHARE;
        IF EXISTS (SELECT 1 FROM {table} r WHERE r.id = NEW.{column} AND r.merged_into_id IS NOT NULL) THEN
            RAISE EXCEPTION 'the record has been merged into another'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'living_only';
        END IF;
        RETURN NEW;
"""


def living_only(table: str, column: str) -> pgtrigger.Trigger:
    """For a model whose ``column`` points to ``table``, whose rows may be merged."""
    return pgtrigger.Trigger(
        name="living_only",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(column),
        func=REJECT_MERGED.format(table=table, column=column),
    )
