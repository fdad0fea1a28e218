"""Everything that a selection of records refers to, so that what is exported stands on its own."""

from __future__ import annotations

import sqlite3

from tracker.store.results import Query, ordered_ids
from tracker.store.tables import LOAD_ORDER

# What belongs to a selected record, then what those refer to; each step adds ids of one table.
_BELONGS = {
    "incident": (
        ("sighting", "incident_id"),
        ("role", "incident_id"),
        ("judgement", "incident_id"),
    ),
    "vessel": (("sighting", "vessel_id"),),
    "source": (("sighting", "source_id"),),
    "sighting": (),
}

_REFERRED = (
    ("incident", "SELECT incident_id FROM {0}.sighting WHERE id IN {sighting}"),
    ("vessel", "SELECT vessel_id FROM {0}.sighting WHERE id IN {sighting}"),
    ("vessel", "SELECT vessel_id FROM {0}.role WHERE id IN {role}"),
    ("identity", "SELECT id FROM {0}.identity WHERE vessel_id IN {vessel}"),
    ("listing", "SELECT id FROM {0}.listing WHERE vessel_id IN {vessel}"),
    ("role", "SELECT id FROM {0}.role WHERE vessel_id IN {vessel} AND incident_id IS NULL"),
    ("party", "SELECT party_id FROM {0}.role WHERE id IN {role}"),
    ("listing", "SELECT id FROM {0}.listing WHERE party_id IN {party}"),
    ("party", "SELECT party_id FROM {0}.listing WHERE id IN {listing}"),
    ("dismissal", "SELECT id FROM {0}.dismissal WHERE vessel_id IN {vessel} OR sighting_id IN {sighting}"),
    *(
        ("source", f"SELECT source_id FROM {{0}}.{table} WHERE id IN {{{table}}}")  # noqa: S608 - our own names
        for table in ("sighting", "identity", "role", "listing")
    ),
)

_CONTESTED = " UNION ALL ".join(
    f"SELECT uid FROM {{0}}.{table} WHERE id IN {{{table}}}"  # noqa: S608 - our own names
    for table in LOAD_ORDER
    if table != "conflict"
)


def select_with_references(connection: sqlite3.Connection, schema: str, ids: list[int], table: str) -> None:
    """Fill the temporary table `selected` with the records `ids` of `table` and all they need.

    Args:
        connection: A connection that has the store attached as `schema`.
        schema: Name of the attached store.
        ids: The records asked for.
        table: Their table.
    """
    _make_table(connection)
    connection.execute("INSERT INTO selected SELECT ?, value FROM json_each(?)", (table, str(ids)))
    for owned, column in _BELONGS.get(table, ()):
        connection.execute(
            f"INSERT OR IGNORE INTO selected SELECT ?, id FROM {schema}.{owned}"  # noqa: S608 - our own names
            f" WHERE {column} IN (SELECT id FROM selected WHERE table_name = ?)",
            (owned, table),
        )
    places = {name: f"(SELECT id FROM selected WHERE table_name = '{name}')" for name in LOAD_ORDER}  # noqa: S608 - our own names
    for name, query in _REFERRED:
        found = query.format(schema, **places)
        connection.execute(
            f"WITH found (id) AS ({found})"  # noqa: S608 - our own names
            f" INSERT OR IGNORE INTO selected SELECT '{name}', id FROM found WHERE id IS NOT NULL"
        )
    connection.execute(
        f"""WITH RECURSIVE cited (id) AS (
                SELECT id FROM selected WHERE table_name = 'source'
                UNION SELECT derived_from FROM {schema}.source JOIN cited USING (id) WHERE derived_from IS NOT NULL)
            INSERT OR IGNORE INTO selected SELECT 'source', id FROM cited"""  # noqa: S608
    )
    connection.execute(
        f"INSERT INTO selected SELECT 'conflict', id FROM {schema}.conflict"  # noqa: S608 - our own names
        f" WHERE record_uid IN ({_CONTESTED.format(schema, **places)})"
    )


def select_everything(connection: sqlite3.Connection, schema: str) -> None:
    """Fill the temporary table `selected` with every record of the store."""
    _make_table(connection)
    for name in LOAD_ORDER:
        connection.execute(f"INSERT INTO selected SELECT '{name}', id FROM {schema}.{name}")  # noqa: S608


def ids_of(connection: sqlite3.Connection, query: Query) -> list[int]:
    """Return the ids that a query selects."""
    return list(ordered_ids(connection, query))


def _make_table(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE TEMP TABLE selected (table_name TEXT, id INTEGER, PRIMARY KEY (table_name, id)) WITHOUT ROWID"
    )
