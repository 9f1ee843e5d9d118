// @ts-check
/**
 * A wall: a tile for each neuron, its incoming weights pixel by pixel, and over it what the image of the moment does:
 * neurons that answer are outlined, those that are dead hatched. Point at a tile, or walk with the arrow keys.
 */

/** @import { Palette } from '../../charts/colormap.js' */
/** @import { LayerView } from '../../state/network.js' */
/** @import { Wall } from './geometry.js' */
import { createWeightPixels } from '../../charts/weight-pixels.js';
import { newElement, setAttribute } from '../../ui/dom.js';
import { sameParts } from '../../util/memo.js';
import { tileAt, tileBeside, tileRect } from './geometry.js';

/** @typedef {{ background: string, text: string, grid: string, removed: string, accent: string }} WallColours */
/** `activations`: of the wall's neurons, null without an image; `chosen` and `pointed`: neurons with a frame.
 * @typedef {{ wall: Wall, layer: LayerView | null, palette: Palette, activations: Float32Array | null, dead: readonly boolean[],
 *   chosen: number | null, pointed: number | null, colours: WallColours, pixelRatio: number, label: string }} WallData */

/** Around the tiles, so that outlines are not cut. */
const MARGIN = 3;

/** @param {{ testId: string, onPoint: (neuron: number | null) => void, onChoose: (neuron: number | null) => void }} handlers */
export function createWall({ testId, onPoint, onChoose }) {
  const pixels = newElement('canvas', {
    class: 'wall-pixels',
    'data-testid': `${testId}-pixels`,
    'aria-hidden': 'true',
  });
  const overlay = newElement('canvas', { class: 'wall-overlay', 'aria-hidden': 'true' });
  const element = newElement('div', {
    class: 'wall',
    role: 'img',
    tabindex: '0',
    'data-testid': testId,
    'aria-describedby': 'stage-keys',
  });
  element.append(pixels, overlay);
  const painter = createWeightPixels(pixels);
  const context = /** @type {CanvasRenderingContext2D} */ (overlay.getContext('2d'));
  /** @type {WallData | null} */
  let data = null;
  /** @type {readonly unknown[]} */
  let drawn = [];
  let placed = '';

  /** @param {PointerEvent | MouseEvent} event */
  function neuronAt(event) {
    if (!data) return null;
    const box = element.getBoundingClientRect();
    const { left, top } = data.wall.rect;
    return tileAt(data.wall, event.clientX - box.left + left, event.clientY - box.top + top);
  }
  element.addEventListener('pointermove', (event) => {
    if (event.pointerType !== 'touch') onPoint(neuronAt(event));
  });
  element.addEventListener('pointerleave', () => onPoint(null));
  element.addEventListener('blur', () => onPoint(null));
  element.addEventListener('focus', () => {
    if (element.matches(':focus-visible')) onPoint(data?.chosen ?? 0);
  });
  element.addEventListener('click', (event) => {
    const neuron = neuronAt(event);
    if (neuron !== null) onChoose(neuron);
  });
  element.addEventListener('keydown', (event) => {
    if (!data || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = data.chosen ?? data.pointed ?? 0;
    const next = tileBeside(data.wall, at, event.key);
    if (next !== null) {
      onPoint(next);
      // What is looked at in detail goes with the keys.
      if (data.chosen !== null) onChoose(next);
    } else if (event.key === 'Enter' || event.key === ' ') onChoose(at);
    else if (event.key === 'Escape') onChoose(null);
    else return;
    event.preventDefault();
  });

  /** @param {Wall} wall @param {number} pixelRatio */
  function place({ rect, unit }, pixelRatio) {
    const key = [rect.left, rect.top, rect.width, rect.height, pixelRatio].join(' ');
    if (key === placed) return;
    placed = key;
    element.style.left = `${rect.left}px`;
    element.style.top = `${rect.top}px`;
    element.style.width = `${rect.width}px`;
    element.style.height = `${rect.height}px`;
    // Enlarged weights keep their edges, small ones are averaged.
    setAttribute(element, 'data-large', unit * pixelRatio >= 1.5);
    overlay.width = Math.round((rect.width + 2 * MARGIN) * pixelRatio);
    overlay.height = Math.round((rect.height + 2 * MARGIN) * pixelRatio);
    drawn = [];
  }

  /** @param {WallData} next */
  function paintOverlay({ wall, activations, dead, chosen, pointed, colours, pixelRatio }) {
    const parts = [wall, activations, dead, chosen, pointed, colours];
    if (sameParts(parts, drawn)) return;
    drawn = parts;
    const { rect, count } = wall;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, overlay.width, overlay.height);
    context.setTransform(
      pixelRatio,
      0,
      0,
      pixelRatio,
      (MARGIN - rect.left) * pixelRatio,
      (MARGIN - rect.top) * pixelRatio,
    );
    let most = 0;
    for (const activation of activations ?? []) if (activation > most) most = activation;
    const tiles = Array.from({ length: count }, (_, index) => tileRect(wall, index));
    const hair = 1 / pixelRatio;

    context.fillStyle = colours.background;
    for (let index = 0; activations && index < count; index += 1) {
      const strength = most > 0 ? Math.max(0, activations[index]) / most : 0;
      context.globalAlpha = 0.5 * (1 - Math.sqrt(strength));
      const { left, top, width, height } = tiles[index];
      context.fillRect(left, top, width, height);
    }
    context.globalAlpha = 1;

    context.strokeStyle = colours.grid;
    context.lineWidth = hair;
    for (const { left, top, width, height } of tiles)
      context.strokeRect(left - hair / 2, top - hair / 2, width + hair, height + hair);

    context.strokeStyle = colours.removed;
    context.globalAlpha = 0.55;
    context.beginPath();
    tiles.forEach((tile, index) => {
      if (dead[index]) hatch(context, tile);
    });
    context.stroke();
    context.globalAlpha = 1;

    context.strokeStyle = colours.text;
    for (let index = 0; activations && most > 0 && index < count; index += 1) {
      const strength = activations[index] / most;
      if (!(strength > 0.02)) continue;
      outline(tiles[index], 0.75 + 1.25 * strength, 0.12 + 0.88 * strength);
    }
    context.strokeStyle = colours.accent;
    for (const index of [pointed, chosen]) if (index !== null && tiles[index]) outline(tiles[index], 2.5, 1);
  }

  /** @param {ReturnType<typeof tileRect>} tile @param {number} width @param {number} alpha */
  function outline({ left, top, width: wide, height: high }, width, alpha) {
    context.globalAlpha = alpha;
    context.lineWidth = width;
    context.strokeRect(left - width / 2, top - width / 2, wide + width, high + width);
    context.globalAlpha = 1;
  }

  return {
    element,
    /** @param {WallData} next */
    update(next) {
      data = next;
      const { wall, layer, palette, pixelRatio, label, dead } = next;
      place(wall, pixelRatio);
      if (layer) {
        const shape = {
          mode: /** @type {const} */ ('fields'),
          rows: layer.rows,
          columns: layer.columns,
          imageWidth: wall.fieldWidth,
          imageHeight: wall.fieldHeight,
          across: wall.columns,
        };
        const { weights, position, order, removed, mask } = layer;
        if (position && order) painter.update({ weights, position, order, removed, shape, palette });
        else if (mask) painter.update({ weights, mask, shape, palette });
      }
      paintOverlay(next);
      setAttribute(element, 'aria-label', label);
      setAttribute(element, 'data-value', wall.count);
      setAttribute(element, 'data-scale', painter.scale());
      setAttribute(element, 'data-dead', dead.filter(Boolean).length);
    },
  };
}

/** Three strokes across a tile. @param {CanvasRenderingContext2D} context @param {ReturnType<typeof tileRect>} tile */
function hatch(context, { left, top, width, height }) {
  for (const part of [0.5, 1, 1.5]) {
    const [from, to] = [Math.max(0, part - 1), Math.min(1, part)];
    context.moveTo(left + from * width, top + (part - from) * height);
    context.lineTo(left + to * width, top + (part - to) * height);
  }
}
