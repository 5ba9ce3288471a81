// Charts as pictures: what the browser has drawn, with title, scope and legend around it, the fonts within it. Made here
// because here the Arabic is shaped right, and no other program is needed. All words enter as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";
const FONTS = "/app/static/fonts/ibm-plex-sans-";
const FAMILY = "'IBM Plex Sans', 'IBM Plex Sans Arabic', sans-serif";
const ARABIC = /[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]/;
// What the page's own style sheets say of a text in a chart, which would be lost with them.
const STYLES = ["fill", "fill-opacity", "font-size", "font-weight", "font-style", "paint-order", "stroke", "stroke-width",
  "stroke-linejoin", "text-anchor", "opacity", "display", "visibility"];
const LEAST_WIDTH = 560, PAD = 24, GAP = 20, LINE = 1.5;
// A PNG is sharp in print at twice the size; beyond this many pixels browsers refuse to draw.
const SCALE = 2, MOST_PIXELS = 8000;
const PROBE = 16, MOST_TRIES = 100;

function node(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// The text in lines no wider than the width.
function wrapped(text, width, font) {
  const pen = wrapped.pen ??= document.createElement("canvas").getContext("2d");
  pen.font = font;
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (lines.at(-1) && pen.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

// One chart as the page shows it, without what answers the pointer.
function copied(graph) {
  const group = node("g"), frame = graph.getBoundingClientRect();
  for (const layer of graph.querySelectorAll("svg.main-svg")) {
    const at = layer.getBoundingClientRect();
    const copy = layer.cloneNode(true);
    const before = layer.querySelectorAll("text, tspan"), after = copy.querySelectorAll("text, tspan");
    before.forEach((text, number) => {
      const style = getComputedStyle(text);
      for (const name of STYLES) after[number].style.setProperty(name, style.getPropertyValue(name));
      after[number].style.fontFamily = FAMILY;
    });
    for (const needless of copy.querySelectorAll(".hoverlayer, .draglayer, .zoomlayer, .modebar-container, a")) needless.remove();
    copy.setAttribute("x", at.left - frame.left);
    copy.setAttribute("y", at.top - frame.top);
    copy.setAttribute("width", at.width);
    copy.setAttribute("height", at.height);
    copy.removeAttribute("class");
    copy.style.cssText = "overflow: visible";
    group.append(copy);
  }
  // Clips are named by the page's address, which the file does not have.
  for (const part of group.querySelectorAll("*")) {
    for (const { name, value } of [...part.attributes]) {
      if (value.includes("url(")) part.setAttribute(name, value.replace(/url\((['"]?)[^#)]*#([^'")]+)\1\)/g, "url(#$2)"));
    }
  }
  return { group, width: frame.width, height: frame.height };
}

async function fonts(text) {
  const rules = [["IBM Plex Sans", "latin-400", 400], ["IBM Plex Sans", "latin-600", 600]];
  if (ARABIC.test(text)) rules.push(["IBM Plex Sans Arabic", "arabic-arabic-400", 400], ["IBM Plex Sans Arabic", "arabic-arabic-600", 600]);
  const faces = await Promise.all(rules.map(async ([family, file, weight]) => {
    const bytes = new Uint8Array(await (await fetch(`${FONTS}${file}.woff2`)).arrayBuffer());
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    return `@font-face { font-family: '${family}'; font-weight: ${weight}; src: url(data:font/woff2;base64,${btoa(letters)}) format('woff2'); }`;
  }));
  return { rules, faces: faces.join("\n") };
}

async function picture(data) {
  const found = data.charts
    .map(({ key, caption }) => ({ caption, graph: document.querySelector(`.st-key-${CSS.escape(key)} .js-plotly-plot`) }))
    .filter(({ graph }) => graph?.querySelector("svg.main-svg"));
  if (!found.length) return null;
  const page = getComputedStyle(document.querySelector(".stApp"));
  const ground = page.backgroundColor, ink = page.color;
  const charts = found.map(({ graph, caption }) => ({ caption, ...copied(graph) }));
  const across = charts.reduce((sum, chart) => sum + chart.width, GAP * (charts.length - 1));
  const width = Math.ceil(Math.max(LEAST_WIDTH, across) + 2 * PAD);
  const rtl = data.direction === "rtl", start = rtl ? width - PAD : PAD;
  const body = node("g");
  let y = PAD;
  const write = (text, size, weight, opacity, x = start, room = width - 2 * PAD, at = y) => {
    for (const line of wrapped(text, room, `${weight} ${size}px ${FAMILY}`)) {
      at += size * LINE;
      body.append(node("text", {
        x, y: at - size * 0.4, "font-size": size, "font-weight": weight, fill: ink, "fill-opacity": opacity, direction: data.direction,
        "text-anchor": "start", "unicode-bidi": "embed", "font-family": FAMILY,
      }, line));
    }
    return at;
  };
  y = write(data.title, 19, 600, 1) + 2;
  for (const line of data.lines) y = write(line, 12.5, 400, 0.8);
  if (data.legend.length) {
    y += 8;
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `400 13px ${FAMILY}`;
    let x = start;
    for (const { colour, text } of data.legend) {
      const long = pen.measureText(text).width + 18;
      if (rtl ? x - long < PAD && x !== start : x + long > width - PAD && x !== start) { x = start; y += 20; }
      body.append(node("rect", { x: rtl ? x - 11 : x, y: y + 4, width: 11, height: 11, rx: 2, fill: colour }));
      write(text, 13, 400, 1, rtl ? x - 17 : x + 17, Infinity, y - 2);
      x += (rtl ? -1 : 1) * (long + 16);
    }
    y += 20;
  }
  y += 10;
  let x = Math.max(PAD, (width - across) / 2), deepest = y;
  for (const { group, caption, width: wide, height } of charts) {
    let top = y;
    if (caption) top = write(caption, 14, 600, 1, rtl ? x + wide : x, wide) + 6;
    group.setAttribute("transform", `translate(${x} ${top})`);
    body.append(group);
    deepest = Math.max(deepest, top + height);
    x += wide + GAP;
  }
  y = write(data.foot, 11, 400, 0.65, start, width - 2 * PAD, deepest + 6);
  const height = Math.ceil(y + PAD * 0.6);
  const made = node("svg", {
    xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, "xml:lang": data.language, role: "img", "aria-label": data.title,
  }, node("title", {}, data.title), node("rect", { width, height, fill: ground }), body);
  const { rules, faces } = await fonts(made.textContent);
  made.prepend(node("style", {}, faces));
  return { made, width, height, rules };
}

// Fonts inside a picture arrive a moment after it; until then their letters are not drawn. A strip below the picture has a
// letter of each, and the picture is taken when all of them are there.
function probed({ made, width, height, rules }) {
  const letters = rules.map(([family, , weight], number) => node("text", {
    x: PROBE * number, y: height + PROBE * 0.8, "font-size": PROBE, "font-family": `'${family}'`, "font-weight": weight, fill: "#000",
  }, family.endsWith("Arabic") ? "ه" : "M"));
  const strip = node("g", {}, node("rect", { y: height, width, height: PROBE, fill: "#fff" }), ...letters);
  const copy = made.cloneNode(true);
  copy.append(strip);
  copy.setAttribute("height", height + PROBE);
  copy.setAttribute("viewBox", `0 0 ${width} ${height + PROBE}`);
  return copy;
}

function fontsAreThere(image, { height, rules }) {
  const canvas = document.createElement("canvas");
  canvas.width = PROBE * rules.length;
  canvas.height = PROBE;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(image, 0, -height);
  return rules.every((rule, number) => {
    const { data } = pen.getImageData(PROBE * number, 0, PROBE, PROBE);
    return data.some((value, at) => at % 4 === 0 && value < 128);
  });
}

async function rastered(drawn) {
  const { width, height } = drawn;
  const address = URL.createObjectURL(written(probed(drawn)));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    for (let tries = 0; tries < MOST_TRIES && !fontsAreThere(image, drawn); tries += 1) {
      await new Promise((later) => setTimeout(later, 50));
    }
    const scale = Math.min(SCALE, MOST_PIXELS / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = width * scale;
    canvas.height = height * scale;
    canvas.getContext("2d").drawImage(image, 0, 0, width, height, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob(done, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function written(made) {
  return new Blob([new XMLSerializer().serializeToString(made)], { type: "image/svg+xml" });
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".pictures");
  root.dir = data.direction;
  const told = document.createElement("output");
  const buttons = ["png", "svg"].map((kind) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = kind.toUpperCase();
    button.title = data.words[kind];
    button.onclick = async () => {
      told.textContent = data.words.making;
      const drawn = await picture(data);
      if (drawn) save(kind === "png" ? await rastered(drawn) : written(drawn.made), `${data.name}.${kind}`);
      told.textContent = drawn ? data.words.made : data.words.missing;
    };
    return button;
  });
  root.replaceChildren(...buttons, told);
}
