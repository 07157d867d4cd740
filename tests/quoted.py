"""What every coding must hold: its rows quote what stands at their places."""


def assert_spans_quote(study, raws):
    """Each row that has a span and a wording quotes the raw text of its source."""
    for name in ("statistics", "formulas", "sentences", "repairs"):
        wording = "was" if name == "repairs" else "text"
        for row in study[name].itertuples():
            assert raws[row.source][row.start : row.end] == getattr(row, wording), f"{name}: {row}"
    for row in study.formulas[study.formulas["members"] != ""].itertuples():
        members = raws[row.source][row.members_start : row.members_end]
        assert all(member in members for member in row.members.split("|")), row
