// @ts-check
/** The least a page with a slider can do: a number follows it. What is left is the browser's own time. */

const ratio = /** @type {HTMLInputElement} */ (document.querySelector('#ratio'));
const value = /** @type {HTMLElement} */ (document.querySelector('#value'));
let drawing = false;

function changed() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    value.textContent = ratio.value;
  });
}
ratio.addEventListener('input', changed);
ratio.addEventListener('keydown', (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  ratio.value = String(ratio.valueAsNumber + by);
  changed();
});
