// Articles as a table: read, put in order by its heads, rows chosen by mouse or keyboard. All that came from an article
// enters the page as text, never as markup.

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

function named(tag, text, attributes = {}) {
  const node = element(tag, attributes);
  node.textContent = text;
  return node;
}

function cell(column, label, row, open) {
  const value = row[column];
  const td = element("td", { class: column, "data-head": label });
  if (column === "title") {
    const link = element("a", { href: row.href });
    link.append(named("bdi", value, { lang: row.language }));
    // A plain click stays in this visit, so that the choice is kept; any other one opens the address as a link does.
    link.onclick = (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open(row.id);
    };
    td.append(link);
  } else if (column === "language") {
    td.append(element("span", { class: "swatch " + row.language }), row.side);
  } else if (column === "published") {
    td.className = "day";
    td.append(row.day);
    if (row.known) td.append(named("small", row.known));
  } else if (column === "words") {
    td.className = "number";
    td.append(value);
  } else if (column === "tags") {
    for (const tag of value) td.append(named("bdi", tag, { class: "tag" }));
  } else {
    td.append(named("bdi", value, { title: value }));
  }
  return td;
}

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  const board = parentElement.querySelector(".board");
  const focused = board.contains(document.activeElement) ? null : parentElement.activeElement?.dataset?.focus;
  const chosen = new Set(data.chosen);
  board.dir = data.words.direction;
  board.setAttribute("aria-label", data.words.caption);

  const all = element("input", { type: "checkbox", "aria-label": data.words.choose_page, "data-focus": "all" });
  const heads = element("tr", {}, element("th", { scope: "col" }, element("label", { class: "pick" }, all)));
  for (const { key, label } of data.columns) {
    const isOrder = key === data.order;
    const head = element("th", { scope: "col", class: key, "aria-sort": isOrder && (data.descending ? "descending" : "ascending") });
    const button = element("button", { type: "button", title: data.words.order_by, "data-focus": "order-" + key });
    button.append(label, named("span", isOrder ? (data.descending ? "↓" : "↑") : "", { class: "arrow", "aria-hidden": "true" }));
    button.onclick = () => setTriggerValue("order", key);
    head.append(button);
    heads.append(head);
  }

  const boxes = [];
  const body = element("tbody");
  for (const row of data.rows) {
    const box = element("input", { type: "checkbox", "aria-label": row.label, "data-focus": row.id });
    box.checked = chosen.has(row.id);
    box.onchange = () => { box.checked ? chosen.add(row.id) : chosen.delete(row.id); told(); };
    const line = element("tr", {}, element("td", {}, element("label", { class: "pick" }, box)),
      ...data.columns.map(({ key, label }) => cell(key, label, row, (id) => setTriggerValue("opened", id))));
    boxes.push([box, line]);
    body.append(line);
  }
  all.onchange = () => {
    for (const [box] of boxes) box.checked = all.checked;
    for (const row of data.rows) all.checked ? chosen.add(row.id) : chosen.delete(row.id);
    told();
  };

  function marked() {
    let count = 0;
    for (const [box, line] of boxes) {
      line.classList.toggle("chosen", box.checked);
      count += box.checked;
    }
    all.checked = count > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  }

  function told() {
    marked();
    setStateValue("chosen", data.rows.map((row) => row.id).filter((id) => chosen.has(id)));
  }

  board.replaceChildren(element("table", {}, named("caption", data.words.caption), element("thead", {}, heads), body));
  marked();
  if (focused) [...board.querySelectorAll("[data-focus]")].find((node) => node.dataset.focus === focused)?.focus();
}
