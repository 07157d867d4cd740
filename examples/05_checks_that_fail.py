"""Checks that fail: totals, growth, shares and counts that do not add up as written, in all shipped studies.

Prints each claim with what it states, the bounds that its parts allow, and the reading behind it. An inconsistency is no proof
of a false number: another base, rounding, or a misprint explain most.
"""

import koujing

for name in ("poverty-alleviation", "work-reports", "local-reports"):
    checks = koujing.open_study(name).checks
    counts = checks["verdict"].value_counts()
    print(f"{name}: {counts.get('consistent', 0)} hold, {counts.get('inconsistent', 0)} fail, {counts.get('undetermined', 0)} stay open")
    for claim in checks.query("verdict == 'inconsistent'").itertuples():
        bounds = f"{claim.computed_low:,.0f} to {claim.computed_high:,.0f}"
        print(f"  {claim.speech}, {claim.start}–{claim.end}: {claim.text} ({claim.kind}) should be {bounds}: {claim.reading}")
