// Two articles side by side. Everything that came from an article enters the page as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function named(tag, text, attributes = {}) {
  const node = element(tag, attributes);
  node.textContent = text;
  return node;
}

function drawPane(pane, links, words) {
  const scroller = element("div", {
    class: "scroller", tabindex: "0", lang: pane.language, dir: pane.direction, role: "group",
    "aria-label": pane.label,
  });
  let paragraph = null, last = null;
  for (const line of pane.lines) {
    if (line.paragraph !== last) {
      paragraph = element("p");
      scroller.append(paragraph);
      last = line.paragraph;
    } else {
      paragraph.append(" ");
    }
    const answers = links.filter((link) => link[pane.side] === line.number);
    const sentence = element("span", {
      class: "sentence" + (answers.some((link) => link.state === "matched") ? " matched" : answers.length ? " undecided" : ""),
      tabindex: "-1", "data-number": line.number, "data-side": pane.side,
    });
    for (const piece of line.pieces) {
      const classes = ["piece"];
      if (piece.kind) classes.push("kind", "kind-" + piece.kind);
      if (piece.only) classes.push("only");
      if (piece.joined) classes.push("joined");
      if (piece.quoted) classes.push("quoted");
      const tip = piece.kind
        ? [words.kinds[piece.kind], piece.other, piece.joined, piece.interval, piece.only ? words.only[pane.side] : ""].filter(Boolean).join(" · ")
        : piece.tip;
      const span = element("span", { class: classes.join(" "), "data-entity": piece.entity, "data-tip": tip || null });
      span.textContent = piece.text;
      sentence.append(span);
    }
    // Seen on paper, where no line can be drawn: the number of each pair, with a question mark where it may be none.
    for (const link of answers) {
      sentence.append(named("sup", (links.indexOf(link) + 1) + (link.state === "matched" ? "" : "?"), { class: "answer", "aria-hidden": "true" }));
    }
    paragraph.append(sentence);
  }
  const head = element("header", { dir: "auto" });
  const title = element("strong"); title.textContent = pane.label;
  const meta = element("small", { dir: words.direction }); meta.textContent = pane.meta;
  head.append(title, meta);
  return element("section", { class: "pane " + pane.side }, head, scroller);
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".panes");
  const hidden = new Set(root.dataset.hidden ? root.dataset.hidden.split(" ") : []);
  root.replaceChildren();
  root.dir = data.words.direction;

  const legend = element("div", { class: "legend", role: "group", "aria-label": data.words.legend });
  const board = element("div", { class: "board", dir: "ltr" });
  const english = drawPane(data.panes.en, data.links, data.words);
  const arabic = drawPane(data.panes.ar, data.links, data.words);
  const lines = document.createElementNS(SVG, "svg");
  lines.setAttribute("class", "lines");
  lines.setAttribute("aria-hidden", "true");
  board.append(english, lines, arabic);
  const status = element("div", { class: "status", role: "status", "aria-live": "polite" });
  status.textContent = data.words.hint;
  const tip = element("div", { class: "tip", role: "tooltip", hidden: "" });
  root.append(legend, named("p", data.words.paper, { class: "paper" }), board, status, tip);

  const panes = { en: english.querySelector(".scroller"), ar: arabic.querySelector(".scroller") };
  const find = (side, number) => panes[side].querySelector(`.sentence[data-number="${number}"]`);
  const answers = (side, number) => data.links.filter((link) => link[side] === number);
  const opposite = { en: "ar", ar: "en" };
  let active = null;

  for (const [kind, label] of Object.entries(data.words.kinds)) {
    const button = element("button", { type: "button", class: "kind-" + kind, "aria-pressed": String(!hidden.has(kind)) });
    button.textContent = label;
    button.onclick = () => {
      hidden.has(kind) ? hidden.delete(kind) : hidden.add(kind);
      button.setAttribute("aria-pressed", String(!hidden.has(kind)));
      showKinds();
    };
    legend.append(button);
  }
  function showKinds() {
    root.dataset.hidden = [...hidden].join(" ");
    for (const kind of Object.keys(data.words.kinds)) board.classList.toggle("hide-" + kind, hidden.has(kind));
  }
  showKinds();

  function scrollWithin(pane, node) {
    // Not scrollIntoView: that would move the whole page as well.
    const wanted = node.offsetTop - pane.offsetTop - pane.clientHeight / 3;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    pane.scrollTo({ top: wanted, behavior: calm ? "auto" : "smooth" });
  }

  function activate(sentence, follow) {
    for (const old of board.querySelectorAll(".active, .at")) old.classList.remove("active", "at");
    active = sentence;
    if (!sentence) { status.textContent = data.words.hint; return draw(); }
    const side = sentence.dataset.side, number = Number(sentence.dataset.number);
    const found = answers(side, number);
    sentence.classList.add("active");
    found.forEach((link, i) => {
      const counterpart = find(opposite[side], link[opposite[side]]);
      if (!counterpart) return;
      counterpart.classList.add("active");
      if (follow && i === 0) scrollWithin(panes[opposite[side]], counterpart);
    });
    status.replaceChildren(...(found.length ? found.map(reason) : [document.createTextNode(data.words.alone)]));
    draw();
  }

  function reason(link) {
    const line = element("div");
    const state = element("b"); state.textContent = link.label + " ";
    line.append(state);
    for (const [en, ar] of link.evidence) {
      const chip = element("span", { class: "chip" });
      const left = element("bdi", { lang: "en" }), right = element("bdi", { lang: "ar" });
      left.textContent = en; right.textContent = ar;
      chip.append(left, " ↔ ", right);
      line.append(chip);
    }
    return line;
  }

  function draw() {
    const frame = lines.getBoundingClientRect();
    lines.replaceChildren();
    if (!frame.width) return;
    const limits = panes.en.getBoundingClientRect();
    for (const link of data.links) {
      const left = find("en", link.en), right = find("ar", link.ar);
      if (!left || !right) continue;
      const a = left.getBoundingClientRect(), b = right.getBoundingClientRect();
      const isActive = active && (left === active || right === active);
      const y1 = (a.top + a.bottom) / 2, y2 = (b.top + b.bottom) / 2;
      const seen = (y) => y >= limits.top && y <= limits.bottom;
      if (!isActive && !(seen(y1) && seen(y2))) continue;
      const clamp = (y) => Math.min(Math.max(y, limits.top), limits.bottom) - frame.top;
      const path = document.createElementNS(SVG, "path");
      const middle = frame.width / 2;
      path.setAttribute("d", `M0 ${clamp(y1)} C${middle} ${clamp(y1)} ${middle} ${clamp(y2)} ${frame.width} ${clamp(y2)}`);
      path.setAttribute("class", link.state + (isActive ? " strong" : ""));
      lines.append(path);
    }
  }

  function showTip(piece) {
    const text = piece?.dataset.tip;
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const at = piece.getClientRects()[0], frame = root.getBoundingClientRect();
    tip.style.top = at.bottom - frame.top + 6 + "px";
    const x = Math.min(Math.max(at.left - frame.left, 4), frame.width - tip.offsetWidth - 4);
    tip.style.left = Math.max(x, 4) + "px";
  }

  // What scrolls under a mouse that rests is not pointed at: the keyboard has the word until the mouse moves.
  let byKeys = false;
  const rests = (event) => (byKeys &&= !(event.movementX || event.movementY));

  board.onmouseover = (event) => {
    if (rests(event)) return;
    const sentence = event.target.closest?.(".sentence");
    if (sentence && sentence !== active && !board.dataset.pinned) activate(sentence, false);
    const piece = event.target.closest?.(".piece");
    showTip(piece);
    const entity = piece?.dataset.entity;
    for (const node of board.querySelectorAll(".piece.same")) node.classList.remove("same");
    if (entity) {
      for (const node of board.querySelectorAll(".piece[data-entity]")) {
        if (node.dataset.entity === entity) node.classList.add("same");
      }
    }
  };
  board.onmouseleave = (event) => {
    if (rests(event)) return;
    showTip(null);
    if (!board.dataset.pinned) activate(null, false);
  };
  board.onclick = (event) => {
    const sentence = event.target.closest?.(".sentence");
    if (!sentence) { delete board.dataset.pinned; return activate(null, false); }
    const again = board.dataset.pinned && sentence === active;
    if (again) { delete board.dataset.pinned; return activate(null, false); }
    board.dataset.pinned = "yes";
    sentence.focus({ preventScroll: true });
    activate(sentence, true);
    setTriggerValue("picked", { side: sentence.dataset.side, number: Number(sentence.dataset.number) });
  };
  // From name to name in a sentence by keyboard: each is told as it is under the mouse, and said.
  function walk(sentence, by) {
    const named = [...sentence.querySelectorAll(".piece[data-tip]")];
    const next = named[named.findIndex((piece) => piece.classList.contains("at")) + by] ?? named.at(by > 0 ? 0 : -1);
    for (const old of board.querySelectorAll(".piece.at")) old.classList.remove("at");
    if (!next) return;
    next.classList.add("at");
    showTip(next);
    const said = element("div"), name = element("bdi");
    name.textContent = next.textContent;
    said.append(name, " · " + next.dataset.tip);
    status.replaceChildren(said);
  }

  board.onkeydown = (event) => {
    const pane = event.target.closest?.(".scroller");
    if (!pane) return;
    byKeys = true;
    const all = [...pane.querySelectorAll(".sentence")];
    const at = all.indexOf(event.target);
    const go = (node) => {
      event.preventDefault();
      if (!node) return;
      node.focus({ preventScroll: true });
      board.dataset.pinned = "yes";
      scrollWithin(node.closest(".scroller"), node);
      activate(node, true);
      for (const old of board.querySelectorAll(".piece.at")) old.classList.remove("at");
      showTip(null);
    };
    if (event.key === "ArrowDown") go(all[at + 1] ?? (at < 0 ? all[0] : null));
    else if (event.key === "ArrowUp") go(all[Math.max(at - 1, 0)]);
    else if ((event.key === "ArrowRight" || event.key === "ArrowLeft") && at >= 0) {
      event.preventDefault();
      walk(event.target, (event.key === "ArrowRight") === (pane.dir === "ltr") ? 1 : -1);
    } else if (event.key === "Enter" && at >= 0) {
      const side = event.target.dataset.side, link = answers(side, Number(event.target.dataset.number))[0];
      go(link ? find(opposite[side], link[opposite[side]]) : null);
    } else if (event.key === "Escape") { delete board.dataset.pinned; activate(null, false); pane.focus(); }
  };

  for (const pane of Object.values(panes)) pane.onscroll = () => {
    // A name that the keyboard is at keeps its hint while its passage comes into view.
    showTip(byKeys ? board.querySelector(".piece.at") : null);
    draw();
  };
  const observer = new ResizeObserver(draw);
  observer.observe(board);
  document.fonts?.ready.then(draw);
  draw();
  root.dataset.ready = "yes";
  return () => observer.disconnect();
}
