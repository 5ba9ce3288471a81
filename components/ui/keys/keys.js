// Where the page reads from right to left, so do rows of choices, but Streamlit's own go by the browser's language: its
// left and right arrows are turned round there, so that each leads where it points.

const TURNED = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" };
let listening = false;

function turn(event) {
  const other = TURNED[event.key];
  if (!other || !event.isTrusted || !event.target.closest?.("[role=radiogroup]")) return;
  if (getComputedStyle(event.target).direction !== "rtl") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  event.target.dispatchEvent(new KeyboardEvent("keydown", { key: other, code: other, bubbles: true, cancelable: true }));
}

export default function () {
  if (!listening) document.addEventListener("keydown", turn, true);
  listening = true;
}
