// @ts-check
/**
 * How a compared curve looks: its colour from the theme and its mark, which tells it apart without colour.
 */

import { lookOf } from '../state/compare.js';

/** A colour of the theme in use. @param {number} series */
export function colourOf(series) {
  const name = `--series-${lookOf(series).colour + 1}`;
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || '#808080';
}

/** Corners of the marks about (0, 0), for a radius of 1; those of strokes are pairs of ends. */
const CORNERS = Object.freeze({
  square: [-0.85, -0.85, 0.85, -0.85, 0.85, 0.85, -0.85, 0.85],
  up: [0, -1.1, 1, 0.8, -1, 0.8],
  down: [0, 1.1, 1, -0.8, -1, -0.8],
  diamond: [0, -1.2, 1.1, 0, 0, 1.2, -1.1, 0],
  cross: [-0.9, -0.9, 0.9, 0.9, -0.9, 0.9, 0.9, -0.9],
  plus: [0, -1.1, 0, 1.1, -1.1, 0, 1.1, 0],
  star: [0, -1.1, 0, 1.1, -0.95, -0.55, 0.95, 0.55, -0.95, 0.55, 0.95, -0.55],
});
const STROKES = new Set(['cross', 'plus', 'star']);

/**
 * Draws a curve's mark: filled, or hollow in every other round of colours.
 * @param {CanvasRenderingContext2D} context
 * @param {number} series
 * @param {{ x: number, y: number, radius: number, colour: string, background: string }} at
 */
export function drawMark(context, series, { x, y, radius, colour, background }) {
  const { mark, hollow } = lookOf(series);
  context.lineWidth = radius * 0.45;
  context.strokeStyle = colour;
  context.beginPath();
  if (mark === 'disc') context.arc(x, y, radius, 0, 2 * Math.PI);
  else {
    const corners = CORNERS[mark];
    for (let i = 0; i < corners.length; i += 2) {
      const [toX, toY] = [x + radius * corners[i], y + radius * corners[i + 1]];
      if (i === 0 || (STROKES.has(mark) && i % 4 === 0)) context.moveTo(toX, toY);
      else context.lineTo(toX, toY);
    }
    if (!STROKES.has(mark)) context.closePath();
  }
  if (STROKES.has(mark)) {
    context.stroke();
    if (!hollow) return;
    // The second round of curves has them in a ring.
    context.beginPath();
    context.arc(x, y, radius * 1.35, 0, 2 * Math.PI);
    context.lineWidth = radius * 0.3;
    context.stroke();
    return;
  }
  context.fillStyle = hollow ? background : colour;
  context.fill();
  context.stroke();
}

/**
 * A short piece of the curve with its mark, for lists; decoration beside its name.
 * @param {HTMLCanvasElement} canvas  28 x 16 CSS pixels
 * @param {number} series
 */
export function drawSwatch(canvas, series) {
  const ratio = Math.max(1, window.devicePixelRatio || 1);
  canvas.width = 28 * ratio;
  canvas.height = 16 * ratio;
  const context = canvas.getContext('2d');
  if (!context) return;
  const colour = colourOf(series);
  const background = getComputedStyle(document.documentElement).getPropertyValue('--surface').trim() || '#ffffff';
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colour;
  context.fillRect(0, 7, 28, 2);
  drawMark(context, series, { x: 14, y: 8, radius: 4.5, colour, background });
}
