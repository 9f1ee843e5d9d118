// @ts-check
/**
 * The surface with the image of the moment: shows a test image pixel by pixel, or what is drawn on it with finger, pen or
 * mouse, with the image the network sees of it in a corner.
 */

/** @import { Stroke } from '../../state/moment.js' */
import { rgb } from '../../charts/colormap.js';
import { newElement, setAttribute, setHidden } from '../../ui/dom.js';
import { sameParts } from '../../util/memo.js';

/** @typedef {{ width: number, height: number, pixels: Uint8Array | null, drawing: readonly Stroke[] | null, side: { width: number, height: number },
 *   pixelRatio: number, ink: string, label: string }} DrawingData */

/** Width of the pen, as a part of the surface. */
const PEN = 0.075;
/** Points nearer to each other than this are one. */
const NEAR = 0.004;

/** @param {{ onDraw: (strokes: readonly Stroke[]) => void, onStep: (steps: number) => void, onClear: () => void }} handlers */
export function createDrawing({ onDraw, onStep, onClear }) {
  const image = newElement('canvas', { class: 'draw-image', 'aria-hidden': 'true' });
  const ink = newElement('canvas', { class: 'draw-ink', 'aria-hidden': 'true' });
  const element = newElement('div', {
    class: 'draw',
    role: 'img',
    tabindex: '0',
    'data-testid': 'draw',
    'aria-describedby': 'stage-draw-keys',
  });
  element.append(image, ink);
  const context = /** @type {CanvasRenderingContext2D} */ (image.getContext('2d'));
  const pen = /** @type {CanvasRenderingContext2D} */ (ink.getContext('2d'));
  /** @type {DrawingData | null} */
  let data = null;
  /** Points of the stroke at work. @type {number[] | null} */
  let points = null;
  /** Strokes before it. @type {readonly Stroke[]} */
  let before = [];
  /** @type {readonly unknown[]} */
  let shown = [];

  /** @param {PointerEvent} event */
  function add(event) {
    if (!points) return;
    const box = element.getBoundingClientRect();
    const x = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const y = Math.min(1, Math.max(0, (event.clientY - box.top) / box.height));
    const [lastX, lastY] = points.slice(-2);
    if (points.length > 0 && Math.hypot(x - lastX, y - lastY) < NEAR) return;
    points.push(x, y);
  }

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    element.setPointerCapture(event.pointerId);
    before = data?.drawing ?? [];
    points = [];
    add(event);
    onDraw([...before, Float32Array.from(points)]);
  });
  element.addEventListener('pointermove', (event) => {
    if (!points || !event.isPrimary) return;
    const held = points.length;
    for (const one of event.getCoalescedEvents?.() ?? []) add(one);
    add(event);
    if (points.length > held) onDraw([...before, Float32Array.from(points)]);
  });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'])
    element.addEventListener(end, () => {
      points = null;
    });
  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') onStep(-1);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowDown') onStep(1);
    else if (event.key === 'Delete' || event.key === 'Backspace') onClear();
    else return;
    event.preventDefault();
  });

  /** Dark on light, or light on dark: as the page is. @param {DrawingData} next */
  function paintImage({ width, height, pixels, ink: colour }) {
    if (image.width !== width || image.height !== height) [image.width, image.height] = [width, height];
    context.clearRect(0, 0, width, height);
    if (!pixels) return;
    const [red, green, blue] = rgb(colour);
    const painted = context.createImageData(width, height);
    for (let at = 0; at < width * height; at += 1) painted.data.set([red, green, blue, pixels[at]], 4 * at);
    context.putImageData(painted, 0, 0);
  }

  /** @param {DrawingData} next */
  function paintInk({ drawing, side, pixelRatio, ink: colour }) {
    const [width, height] = [Math.round(side.width * pixelRatio), Math.round(side.height * pixelRatio)];
    if (ink.width !== width || ink.height !== height) [ink.width, ink.height] = [width, height];
    pen.clearRect(0, 0, width, height);
    pen.lineWidth = PEN * Math.min(width, height);
    pen.lineCap = pen.lineJoin = 'round';
    pen.strokeStyle = colour;
    for (const stroke of drawing ?? []) {
      pen.beginPath();
      pen.moveTo(stroke[0] * width, stroke[1] * height);
      for (let at = 0; at < stroke.length; at += 2) pen.lineTo(stroke[at] * width, stroke[at + 1] * height);
      pen.stroke();
    }
  }

  return {
    element,
    /** @param {DrawingData} next */
    update(next) {
      data = next;
      const { pixels, drawing, side, pixelRatio, ink: colour, label, width, height } = next;
      setAttribute(element, 'aria-label', label);
      setAttribute(element, 'data-drawn', drawing !== null);
      const parts = [pixels, drawing, side.width, side.height, pixelRatio, colour, width, height];
      if (sameParts(parts, shown)) return;
      shown = parts;
      paintImage(next);
      paintInk(next);
      setHidden(ink, drawing === null);
    },
  };
}
