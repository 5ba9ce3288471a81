"""What a visitor adds, corrects and removes, in a real browser, on a corpus of the test's own."""
import json
import re

from tests.browser.waiting import settled

GOOD = """Cairo talks on the dam resume
By Jane Doe
3 May 2024
Egyptian Foreign Minister Sameh Shoukry met Ethiopian officials in Cairo on Friday, his ministry said.
"We will not accept another delay of the talks on the dam," Shoukry told reporters after the meeting.
Leave a Reply
Your email address will not be published. Required fields are marked *
"""
ARABIC = """استئناف المحادثات حول السد في القاهرة
الجمعة 3 مايو/أيار 2024
التقى وزير الخارجية المصري سامح شكري مسؤولين إثيوبيين في القاهرة يوم الجمعة، بحسب وزارته.
وقال شكري للصحفيين عقب الاجتماع: «لن نقبل تأخيرا آخر في المحادثات حول السد».
"""
HOSTILE = """Vladimir Putin <script>window.hacked = 1</script> visited <img src=x onerror='window.hacked = 1'> Moscow
on Monday and met Sergei Lavrov there, officials said after the talks in the Kremlin.
"""


def file(name, text):
    return {"name": name, "mimeType": "text/plain", "buffer": text if isinstance(text, bytes) else text.encode()}


def open_add(server, visit, lang="en"):
    page = visit(f"{server.url}/add?lang={lang}")
    page.get_by_test_id("stFileUploaderDropzoneInput").wait_for(state="attached")
    return page


def open_articles(server, visit):
    page = visit(f"{server.url}/articles?lang=en")
    page.get_by_role("link", name="Add articles").first.wait_for()
    return page


def go_to_articles(page):
    page.get_by_role("link", name="Articles", exact=True).first.click()


def upload(page, *files):
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(list(files))


def keep(page, label):
    page.get_by_role("button", name=label).click()


def test_articles_are_previewed_kept_used_everywhere_and_survive_a_restart(own_server, visit):
    page = open_add(own_server, visit)
    upload(page, file("dam-en.txt", GOOD), file("dam-ar.txt", ARABIC), file("bad.txt", b"\x89PNG\r\n\x1a\n\0\0"),
           file("empty.txt", b""))
    page.get_by_text("2 articles were read").wait_for()
    settled(page)
    assert page.get_by_text("bad.txt").count() >= 1 and page.get_by_text("The file is empty").count() == 1
    page.locator("del.out").first.wait_for()
    assert "Leave a Reply" in " ".join(page.locator("del.out").all_inner_texts())
    page.get_by_label("Outlet", exact=True).last.fill("مرصد النيل")
    page.get_by_label("Outlet", exact=True).last.press("Enter")
    page.locator("ol.m-waiting").get_by_text("مرصد النيل").wait_for()
    keep(page, "Keep 2 articles")
    page.get_by_text("2 articles were kept.").wait_for()
    go_to_articles(page)
    page.get_by_text("4 articles").first.wait_for()
    page.get_by_text("مرصد النيل").first.wait_for()
    page.get_by_role("link", name="Mentions").click()
    page.wait_for_selector(".js-plotly-plot .main-svg")
    page.get_by_text("Sameh Shoukry").first.wait_for()

    own_server.stop()
    own_server.start()
    page = open_articles(own_server, visit)
    page.get_by_text("4 articles").first.wait_for()
    page.get_by_role("link", name="Add articles").first.click()
    page.get_by_role("heading", name="Add articles", level=1).wait_for()
    upload(page, file("again.txt", GOOD))
    page.get_by_text("This very text is already there").first.wait_for()
    assert page.get_by_role("button", name="Keep nothing").is_disabled()


def test_a_third_language_is_refused_in_the_visitors_own(own_server, visit):
    page = open_add(own_server, visit, "ar")
    upload(page, file("fr.txt", "Le président de la République a rencontré hier à Paris le chancelier allemand pour "
                                "parler de la défense européenne et du budget commun des deux pays voisins."))
    page.get_by_text("يقارن مرصد العربية والإنجليزية فقط").wait_for()


def test_an_article_is_removed_and_the_removal_taken_back(own_server, visit):
    page = open_articles(own_server, visit)
    page.get_by_text("2 articles").first.wait_for()
    box = page.get_by_role("row").filter(has_text="BBC News").get_by_role("checkbox")
    box.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Remove the article").click()
    page.get_by_text("The article was removed.").wait_for()
    page.get_by_text(re.compile("^1 article$")).first.wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("2 articles").first.wait_for()


def test_two_visitors_see_each_others_changes(own_server, visit):
    first, second = open_add(own_server, visit), open_articles(own_server, visit)
    second.get_by_text("2 articles").first.wait_for()
    upload(first, file("dam-en.txt", GOOD))
    keep(first, "Keep the article")
    first.get_by_text("The article was kept.").wait_for()
    second.get_by_role("link", name="Overview").click()
    second.get_by_role("link", name="Articles", exact=True).click()
    second.get_by_text("3 articles").first.wait_for()


def test_of_two_people_who_change_one_field_the_second_sees_both_values_and_chooses(own_server, visit):
    first, second = open_articles(own_server, visit), open_articles(own_server, visit)
    for page in (first, second):
        page.get_by_role("link", name="North Korean leader").click()
        page.get_by_role("heading", name="What happened to it").wait_for()
    for page, outlet in ((first, "Theirs"), (second, "Mine")):
        page.get_by_label("Outlet", exact=True).fill(outlet)
        page.get_by_role("button", name="Save the correction").click()
        page.get_by_text("The article was corrected." if page is first else "As it stands now: ").first.wait_for()
    assert "Theirs" in second.get_by_role("radiogroup").last.inner_text()
    second.get_by_text("Mine: ").click()
    second.get_by_role("button", name="Save what is chosen here").click()
    second.get_by_text("The article was corrected.").wait_for()
    first.reload()
    for outlet in ("Theirs", "Mine"):
        first.get_by_text(f"became \u2068{outlet}\u2069").wait_for()


def test_hostile_text_stays_text(own_server, visit):
    page = open_add(own_server, visit)
    upload(page, file("hostile.txt", HOSTILE))
    page.get_by_text("1 article was read").wait_for()
    keep(page, "Keep the article")
    page.get_by_text("The article was kept.").wait_for()
    page.goto(f"{own_server.url}/mentions?lang=en&entity=person/vladimir-putin")
    page.get_by_text("<script>window.hacked = 1</script>").first.wait_for()
    assert page.evaluate("window.hacked") is None
    assert page.outside == []


def test_a_long_upload_is_cancelled_and_what_was_read_is_there_after_a_reload(own_server, visit):
    page = open_add(own_server, visit)
    rows = "\n".join(json.dumps({"text": f"Report number {n}. {GOOD}"}) for n in range(4_000))
    upload(page, file("many.jsonl", rows))
    page.get_by_role("button", name="Cancel", exact=True).click()
    page.get_by_text("It was cancelled").wait_for()
    page.reload()
    page.get_by_text("It was cancelled").wait_for()
    page.get_by_role("button", name="Continue").wait_for()
