"""Logs hold ids, never words."""

from __future__ import annotations

import json
import logging

import pytest
import structlog

from lanyard.site import logs


@pytest.fixture
def lines(capfd):
    """What was logged so far, as parsed lines."""
    logs.configure("json")

    def read() -> list[dict]:
        return [json.loads(line) for line in capfd.readouterr().err.splitlines() if line.startswith("{")]

    return read


def test_only_known_names_and_short_values_are_logged(lines):
    structlog.get_logger("lanyard.test").info("tested", account=4, name="Sam Whitcombe", query="q=secret", where="x" * 500)
    (line,) = lines()
    assert line["event"] == "tested"
    assert line["account"] == 4
    assert not {"name", "query", "where"} & set(line)


def test_a_foreign_message_loses_its_values(lines):
    logging.getLogger("gunicorn.error").error("Error handling request %s", "/answers/?q=Sam")
    logging.getLogger("django.anything").warning("Not found: %s", "/Sam-Whitcombe/")
    first, second = lines()
    assert first["event"] == "Error handling request %s"
    assert second["event"] == "Not found"
    assert "Sam" not in json.dumps([first, second])


def test_an_error_is_logged_by_its_type_and_place(lines):
    try:
        raise ValueError("Sam Whitcombe's words")
    except ValueError as error:
        structlog.get_logger("lanyard.test").error("fault", exc_info=error)
        structlog.get_logger("lanyard.test").error("fault", exc_info=True)
        logging.getLogger("django.anything").exception("Broke on %s", "words")
    found = lines()
    assert [line["error"] for line in found] == ["ValueError"] * 3
    assert all(line["where"][-1].startswith("tests/site/test_logs.py:") for line in found)
    assert "Whitcombe" not in json.dumps(found)


def test_a_request_is_logged_by_its_route(lines, signed_in, head):
    signed_in.get("/help-now/?name=Sam+Whitcombe")
    signed_in.get("/Sam-Whitcombe/")
    signed_in.generic("BREW-SAM", "/help-now/")
    found = [line for line in lines() if line["event"] == "answered"]
    assert [(line["route"], line["status"]) for line in found] == [("site:help-now", 200), (None, 404), ("site:help-now", 405)]
    assert {line["account"] for line in found} == {head.account.pk}
    assert found[2]["method"] == "other"
    assert "Sam" not in json.dumps(found)


def test_a_quiet_log_keeps_to_warnings(lines):
    logs.configure("quiet")
    structlog.get_logger("lanyard.test").info("tested")
    assert lines() == []
    logs.configure("plain")
    structlog.get_logger("lanyard.test").warning("tested")
    assert lines() == []
    logs.configure("json")


@pytest.mark.urls("tests.site.test_errors")
def test_a_fault_is_logged_with_the_reference_that_the_page_shows(lines, signed_in):
    signed_in.raise_request_exception = False
    page = signed_in.get("/breaks/").content.decode()
    fault = next(line for line in lines() if line["event"] == "fault")
    assert fault["request"] in page
    assert fault["error"] == "RuntimeError"
    assert "Whitcombe" not in json.dumps(fault)


def test_a_foreign_message_that_came_with_its_values_is_cut_before_them(lines):
    logging.getLogger("gunicorn.error").warning("Invalid request from ip=192.0.2.7: Invalid HTTP request line: 'GET /Sam HTTP/9'")
    logging.getLogger("django.security.DisallowedHost").error("Invalid HTTP_HOST header: 'sam.example.org'.")
    assert [line["event"] for line in lines()] == ["Invalid request from ip", "Invalid HTTP_HOST header"]


def test_a_logger_that_nobody_named_keeps_the_rules_too(lines):
    logging.getLogger("gunicorn.http.wsgi").warning("dropped a body of %s", "/Sam-Whitcombe/")
    (line,) = lines()
    assert line["event"] == "dropped a body of %s"
