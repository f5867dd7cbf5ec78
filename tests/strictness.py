"""pytest plugin: what could not run has failed. Nothing is skipped, nothing may fail on purpose."""

import pytest

WHY = "counts as a failure: a test that could not run proves nothing"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped or hasattr(report, "wasxfail"):
        refuse(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(collector):
    report = yield
    if report.skipped:
        refuse(report)
    return report


def refuse(report):
    reason = getattr(report, "wasxfail", None) or report.longrepr
    report.outcome = "failed"
    report.longrepr = f"Skipped or expected to fail, which {WHY}.\n{reason}"
    if hasattr(report, "wasxfail"):
        del report.wasxfail
