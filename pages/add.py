"""The way in: articles read, looked over, and only then kept."""

from components.ui import access, library, page, upload

t = page.head("add")
access.only("editor", t)
library.last_change(t)
upload.form(t)
