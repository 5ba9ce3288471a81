"""The way in: articles read, looked over, and only then kept."""

from components.ui import access, page, upload

t = page.head("add")
access.only("editor", t)
upload.show(t)
