"""The rows of every table, put back at once as the database has them, where Django saves each by itself."""

from django.core.management import call_command
from django.db import connection, transaction


def read() -> dict[str, list[tuple]]:
    """Return what a flush would empty: each table that has rows, with its rows in the order of its columns."""
    rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if found := cursor.fetchall():
                rows[table] = found
    return rows


def put_back(rows: dict[str, list[tuple]]):
    """Write them into tables that are empty; which row needs which is asked when all are there."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, found in rows.items():
            places = ", ".join(["%s"] * len(found[0]))
            cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({places})", found)


def nothing_but(rows: dict[str, list[tuple]]):
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    put_back(rows)
