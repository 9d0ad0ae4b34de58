"""Rules in the API."""


def test_rules_are_listed_with_source_and_setting(api):
    rows = api.get("/api/v1/rules/").json()

    assert rows == sorted(rows, key=lambda row: row["key"])
    for row in rows:
        assert row["source"]
        assert api.get(f"/api/v1/rules/{row['key']}/").json() == row
    assert api.get("/api/v1/rules/?keys=x").status_code == 400
