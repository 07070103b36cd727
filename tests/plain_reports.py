"""Report templates of a few lines, for tests about which reports there are, not about how they look."""

import shutil
from pathlib import Path

EMPLOYEE = """{% extends "page.html" %}
{% block title %}{{ view.name }}{% endblock %}
{% block metadata %}<meta name="employee" content="{{ view.id }}">{% endblock %}
{% block name %}员工{% endblock %}
{% block whose %}{{ view.id }}{% endblock %}
{% block content %}
<p>{{ view.id }} {{ view.name }} {{ view.total }} {{ view.grade }} {{ view.heading.published }}
until {{ view.heading.appeals_until }}</p>
{% for p in view.parts %}{% for k in p.kpis %}<p>{{ k.cells | join(" ") }}</p>{% endfor %}{% endfor %}
{% for p in view.trend %}<p>{{ p.quarter }}={{ p.total }};</p>{% endfor %}
{% endblock %}
"""
DEPARTMENT = """{% extends "page.html" %}
{% block title %}{{ view.department }}{% endblock %}
{% block name %}部门{% endblock %}
{% block whose %}{{ view.department }}{% endblock %}
{% block content %}
{% if view.incomplete %}<p>未完成</p>{% endif %}
{% for table in view.tables %}{% for m in table.members %}<p>{{ m.id }} {{ m.total }}</p>{% endfor %}{% endfor %}
{% endblock %}
"""
SUMMARY = """{% extends "page.html" %}
{% block title %}汇总{% endblock %}
{% block name %}汇总{% endblock %}
{% block whose %}{{ view.people }}{% endblock %}
{% block content %}<p>{{ view.people }}</p>{% endblock %}
"""
TARGETS = """{% extends "page.html" %}
{% block title %}{{ view.name }}{% endblock %}
{% block name %}目标{% endblock %}
{% block whose %}{{ view.id }}{% endblock %}
{% block content %}<p>{{ view.id }} {{ view.name }}</p>{% endblock %}
"""


def plain_reports(folder: Path, templates: Path) -> Path:
    """The folder, for `--templates`: the company's frame of a page and little on it, quick to render."""
    reports = folder / "reports"
    reports.mkdir(parents=True)
    for name in ("page.html", "pieces.html", "charts.html", "logo.svg"):
        shutil.copy(templates / "reports" / name, reports)
    (reports / "style.css").write_text("@page { size: A4 }", "utf-8")
    contents = (
        ("employee", EMPLOYEE),
        ("department", DEPARTMENT),
        ("summary", SUMMARY),
        ("targets", TARGETS),
    )
    for name, text in contents:
        (reports / f"{name}.html").write_text(text, "utf-8")
    return folder
