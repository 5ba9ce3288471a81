"""How is each figure made, and how far can it be trusted?"""

from components.ui import method, page

t = page.head("method")
method.sections(t)
