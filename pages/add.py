"""The way in: articles read, looked over, and only then kept."""

from components.ui import library, page, upload

t = page.head("add")
library.last_change(t)
upload.form(t)
