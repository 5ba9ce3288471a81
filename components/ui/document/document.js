// What belongs to the document as a whole: its language, the words that Streamlit has in English only, and charts as
// wide as the paper that they are printed on.

const HELD = ["aria-label", "title", "placeholder"];
// Where such words stand as text outside of what opens over the page.
const AS_TEXT = "[data-testid=stSkipToContent], [data-testid=stDateInputField], [data-testid=InputInstructions], [data-testid=stStatusWidget]";
const CALENDAR = "[data-testid=stDateInputCalendar]";
const LATE = 1500;
const ARABIC_DAYS = new Intl.DateTimeFormat("ar-u-nu-latn", { dateStyle: "full", timeZone: "UTC" });
const MONTHS = Array.from({ length: 12 }, (_, month) => ["en", "ar"].map((language) =>
  new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2026, month, 15)))));

let words = new Map(), patterns = [], given = null, language = "", waiting = false, listening = false, late = 0;

function learn(given, back) {
  const pairs = Object.entries(given).map(([english, own]) => (back ? [own, english] : [english, own]));
  words = new Map(pairs);
  // A star stands for what Streamlit puts in: a name, a number.
  patterns = pairs.filter(([from]) => from.includes("*")).map(([from, to]) =>
    [new RegExp("^" + from.split("*").map((part) => part.replace(/[.+()]/g, "\\$&")).join("(.+)") + "$"), to]);
  if (!back && pairs.length) for (const [english, arabic] of MONTHS) {
    words.set(english, arabic);
    patterns.unshift([new RegExp(`^(?:Choose date, )?${english} (\\d{4})$`), `${arabic} *`]);
  }
}

function said(text) {
  const key = text.trim();
  if (!key) return null;
  if (words.has(key)) return words.get(key);
  for (const [pattern, own] of patterns) {
    const found = key.match(pattern);
    if (found) return own.replace("*", () => found[1]);
  }
  return null;
}

function labels(node) {
  for (const name of HELD) {
    const own = node.hasAttribute(name) ? said(node.getAttribute(name)) : null;
    if (own !== null) node.setAttribute(name, own);
  }
}

function texts(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // What may be chosen is the visitor's own: an outlet called "Open" keeps its name.
    const option = node.parentElement?.closest("[role=option]") && !MONTHS.some(([english]) => english === node.data);
    const own = option ? null : said(node.data);
    if (own !== null) node.data = own;
  }
}

// A browser in another language names weekdays by one letter, of which only Monday's is no other day's in English.
function calendar(root) {
  const heads = [...root.querySelectorAll("th")], monday = heads.findIndex((head) => head.textContent.trim() === "M");
  if (monday >= 0) heads.forEach((head, at) => { head.textContent = "نثرخجسح"[(at - monday + 7) % 7]; });
  for (const day of root.querySelectorAll("[aria-label]")) {
    const found = day.getAttribute("aria-label").match(/^(?:Today, )?[A-Z]\w+day,? ([^\u0600-\u06ff]*\d{4})/);
    const date = found && Date.parse(found[1] + " UTC");
    if (date) day.setAttribute("aria-label", ARABIC_DAYS.format(date));
  }
}

function opened(root) {
  if (!words.size) return;
  texts(root);
  for (const node of [root, ...root.querySelectorAll("[aria-label], [placeholder], [title]")]) labels(node);
  const days = root.closest(CALENDAR) ?? root.querySelector(CALENDAR);
  if (days) calendar(days);
}

function page() {
  waiting = false;
  if (!words.size) return;
  for (const node of document.querySelectorAll("[aria-label], [placeholder]")) labels(node);
  for (const node of document.querySelectorAll(AS_TEXT)) texts(node);
}

function soon() {
  if (waiting) return;
  waiting = true;
  (window.requestIdleCallback ?? setTimeout)(page);
  // What a run has changed may be drawn a while after its end.
  clearTimeout(late);
  late = setTimeout(page, LATE);
}

// Nothing watches the page itself: it is gone over when a run has ended, a piece of it when a person comes to it, and
// what opens over it (lists, calendars, hints) while it is open.
function listen() {
  const app = document.querySelector("[data-testid=stApp]");
  new MutationObserver(soon).observe(app, { attributeFilter: ["data-test-script-state"] });
  for (const kind of ["focusin", "pointerover"]) document.addEventListener(kind, ({ target }) => {
    const near = words.size && target.closest?.("[aria-label], [title]");
    if (near) labels(near);
  }, { passive: true });
  document.addEventListener("input", ({ target }) => requestAnimationFrame(() => {
    const hint = words.size && target.closest?.(".stElementContainer")?.querySelector("[data-testid=InputInstructions]");
    if (hint) texts(hint);
  }));
  const changes = new MutationObserver((found) => {
    for (const root of new Set(found.map(({ target }) => (target.nodeType === 1 ? target : target.parentElement)))) if (root) opened(root);
  });
  const attend = (node) => {
    if (!(node instanceof Element) || node.contains(app)) return;
    opened(node);
    changes.observe(node, { childList: true, subtree: true, characterData: true });
  };
  for (const node of document.body.children) attend(node);
  new MutationObserver((found) => found.forEach(({ addedNodes }) => addedNodes.forEach(attend)))
    .observe(document.body, { childList: true });
  addEventListener("beforeprint", fit);
}

// Plotly draws for the width of the window; on paper the drawing is scaled as a whole.
function fit() {
  for (const chart of document.querySelectorAll(".js-plotly-plot .svg-container")) {
    const { offsetWidth: width, offsetHeight: height } = chart;
    if (!width || !height) continue;
    chart.style.setProperty("--drawn", `${width} / ${height}`);
    for (const svg of chart.querySelectorAll(".main-svg")) svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  }
}

export default function ({ data }) {
  document.documentElement.lang = data.language;
  document.documentElement.dataset.direction = data.direction;
  if (!listening) listen();
  listening = true;
  if (language === data.language) return;
  language = data.language;
  if (given) {
    learn(given, true);
    page();
  }
  given = Object.keys(data.words).length ? data.words : null;
  learn(given ?? {}, false);
  soon();
}
