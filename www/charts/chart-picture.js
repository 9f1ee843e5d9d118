// @ts-check
/**
 * A chart as a file, with its legend, whether it is in sight or not: drawn once more, as large as it was last seen. PNG:
 * painted as on the screen. SVG: the same drawing calls recorded as shapes, so that it stays sharp at any size.
 */

/** @import { Picture } from './chart-surface.js' */
/** @import { Plot } from './plot.js' */
import { drawMark } from './series.js';

/** How finely positions are noted: the drawing code rounds to whole pixels. */
const FINE = 4;
const LINE = 20;
const PAD = 8;

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** @param {number} value */
const short = (value) => String(Number(value.toFixed(3)));

/**
 * A canvas that records what is drawn on it, as SVG elements.
 * @param {number} width
 * @param {number} height
 */
export function createRecorder(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  /** @type {string[]} */
  const shapes = [];
  /** @type {string[]} */
  let path = [];

  /** A colour of the context as attributes. @param {string} name @param {unknown} style */
  function paint(name, style) {
    const match = /^rgba\((\d+), (\d+), (\d+), ([\d.e-]+)\)$/.exec(String(style));
    if (!match) return `${name}="${escaped(String(style))}"`;
    const hex = match.slice(1, 4).map((part) => Number(part).toString(16).padStart(2, '0'));
    return `${name}="#${hex.join('')}" ${name}-opacity="${match[4]}"`;
  }
  function stroke() {
    const dashes = context.getLineDash();
    const dashed = dashes.length ? ` stroke-dasharray="${dashes.map(short).join(' ')}"` : '';
    return `fill="none" ${paint('stroke', context.strokeStyle)} stroke-width="${short(context.lineWidth)}" stroke-linejoin="round"${dashed}`;
  }
  /** How far a text's base line lies below its anchor. */
  function drop() {
    const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = alphabetic();
    const size = parseFloat(/([\d.]+)px/.exec(context.font)?.[1] ?? '0');
    const up = (size * above) / (above + below || 1);
    return { top: up, middle: up - size / 2, bottom: up - size }[/** @type {string} */ (context.textBaseline)] ?? 0;
  }
  function alphabetic() {
    const { textBaseline } = context;
    context.textBaseline = 'alphabetic';
    const metrics = context.measureText('Mg');
    context.textBaseline = textBaseline;
    return metrics;
  }

  Object.assign(context, {
    beginPath() {
      path = [];
    },
    /** @param {number} x @param {number} y */
    moveTo(x, y) {
      path.push(`M${short(x)} ${short(y)}`);
    },
    /** @param {number} x @param {number} y */
    lineTo(x, y) {
      path.push(`L${short(x)} ${short(y)}`);
    },
    closePath() {
      path.push('Z');
    },
    /** Whole circles are all the charts draw. @param {number} x @param {number} y @param {number} radius */
    arc(x, y, radius) {
      const [r, left, right] = [radius, x - radius, x + radius].map(short);
      path.push(`M${left} ${short(y)}A${r} ${r} 0 1 1 ${right} ${short(y)}A${r} ${r} 0 1 1 ${left} ${short(y)}Z`);
    },
    fill() {
      if (path.length) shapes.push(`<path d="${path.join('')}" ${paint('fill', context.fillStyle)}/>`);
    },
    stroke() {
      if (path.length) shapes.push(`<path d="${path.join('')}" ${stroke()}/>`);
    },
    /** @param {number} x @param {number} y @param {number} wide @param {number} high */
    fillRect(x, y, wide, high) {
      const [left, top] = [Math.min(x, x + wide), Math.min(y, y + high)].map(short);
      const size = `width="${short(Math.abs(wide))}" height="${short(Math.abs(high))}"`;
      shapes.push(`<rect x="${left}" y="${top}" ${size} ${paint('fill', context.fillStyle)}/>`);
    },
    /** @param {number} x @param {number} y @param {number} wide @param {number} high */
    strokeRect(x, y, wide, high) {
      shapes.push(`<rect x="${short(x)}" y="${short(y)}" width="${short(wide)}" height="${short(high)}" ${stroke()}/>`);
    },
    /** @param {string} text @param {number} x @param {number} y */
    fillText(text, x, y) {
      const size = /([\d.]+)px/.exec(context.font)?.[1] ?? '12';
      const anchor =
        { center: 'middle', end: 'end', right: 'end' }[/** @type {string} */ (context.textAlign)] ?? 'start';
      shapes.push(
        `<text x="${short(x)}" y="${short(y + drop())}" font-size="${size}" text-anchor="${anchor}" ${paint('fill', context.fillStyle)}>${escaped(text)}</text>`,
      );
    },
    clearRect() {},
  });
  return { canvas, context, shapes };
}

/** Rows of the legend that fit beside each other. @param {Picture} picture @param {CanvasRenderingContext2D} context */
function layLegend({ width, fontFamily, fontSize, legend }, context) {
  context.font = `${fontSize}px ${fontFamily}`;
  let [x, row] = [PAD, 0];
  const items = legend.map((item) => {
    const wide = 34 + context.measureText(item.text).width;
    if (x > PAD && x + wide > width - PAD) [x, row] = [PAD, row + 1];
    const at = { ...item, x, y: PAD + row * LINE + LINE / 2 };
    x += wide + 16;
    return at;
  });
  return { items, height: items.length ? PAD + (row + 1) * LINE : 0 };
}

/** @param {Picture} picture @param {CanvasRenderingContext2D} context @param {ReturnType<typeof layLegend>['items']} items */
function drawLegend({ theme, fontFamily, fontSize }, context, items) {
  context.font = `${fontSize}px ${fontFamily}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (const { x, y, kind, colour, text, series } of items) {
    context.fillStyle = colour;
    if (kind === 'bar' || kind === 'hatched') context.fillRect(x + 6, y - 6, 12, 12);
    else if (kind === 'dot') {
      context.beginPath();
      context.arc(x + 12, y, 5, 0, 2 * Math.PI);
      context.fill();
    } else context.fillRect(x, y - 1.5, 26, 3);
    if (kind === 'hatched') {
      // Bars of what is gone are hatched in the chart; here their box is empty in the middle.
      context.fillStyle = theme.background;
      context.fillRect(x + 8, y - 4, 8, 8);
    }
    if (series !== undefined)
      drawMark(context, series, { x: x + 13, y, radius: 4.5, colour, background: theme.background });
    context.fillStyle = theme.text;
    context.fillText(text, x + 32, y);
  }
}

/** @param {Picture} picture @returns {string} */
export function svgOf(picture) {
  const { width, height, theme, fontFamily, label } = picture;
  const over = createRecorder(width, height);
  const { items, height: above } = layLegend(picture, over.context);
  drawLegend(picture, over.context, items);
  const legend = over.shapes.splice(0);
  const base = createRecorder(Math.round(width * FINE), Math.round(height * FINE));
  const frame = picture.paintBase(base.canvas, FINE);
  picture.paintOverlay(over.context, frame);
  frame.free();
  const tall = height + above;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${tall}" viewBox="0 0 ${width} ${tall}" font-family="${escaped(fontFamily)}">`,
    `<title>${escaped(label)}</title>`,
    `<rect width="${width}" height="${tall}" fill="${theme.background}"/>`,
    ...legend,
    `<g transform="translate(0 ${above})">`,
    `<g transform="scale(${1 / FINE})">`,
    ...base.shapes,
    '</g>',
    ...over.shapes,
    '</g>',
    '</svg>\n',
  ].join('\n');
}

/** @param {Picture} picture @param {number} ratio  device pixels a CSS pixel @returns {Promise<Uint8Array>} */
export async function pngOf(picture, ratio) {
  const { width, height, theme } = picture;
  const canvas = document.createElement('canvas');
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const { items, height: above } = layLegend(picture, context);
  const [base, overlay] = [0, 0].map(() => document.createElement('canvas'));
  for (const layer of [base, overlay, canvas]) {
    layer.width = Math.round(width * ratio);
    layer.height = Math.round((layer === canvas ? height + above : height) * ratio);
  }
  context.fillStyle = theme.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawLegend(picture, context, items);
  context.setTransform(1, 0, 0, 1, 0, 0);
  const frame = picture.paintBase(base, ratio);
  const over = /** @type {CanvasRenderingContext2D} */ (overlay.getContext('2d'));
  over.setTransform(ratio, 0, 0, ratio, 0, 0);
  picture.paintOverlay(over, frame);
  frame.free();
  for (const layer of [base, overlay]) context.drawImage(layer, 0, Math.round(above * ratio));
  const blob = await /** @type {Promise<Blob | null>} */ (
    new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
  );
  if (!blob) throw new Error('the browser could not write the picture');
  return new Uint8Array(await blob.arrayBuffer());
}

/** A line a point, for a file: unrounded. @param {Plot} plot @returns {(string | number)[][]} */
export function numbersOf({ x, y, right, series }) {
  return [
    ['series', 'axis', x.title, 'value', 'low', 'high'],
    ...series.flatMap(({ text, name, label, points, right: isRight }) =>
      points.map((point) => [
        text ?? label ?? name ?? '',
        (isRight && right ? right : y).title,
        point.x,
        point.y,
        point.low ?? '',
        point.high ?? '',
      ]),
    ),
  ];
}

/** The numbers of a chart: a line a point, or its text alternative. @param {Picture} picture */
export function csvOf({ plot, alternative }) {
  const { head, rows } = alternative();
  const told = [head, ...rows.map((cells) => cells.map((cell) => (typeof cell === 'string' ? cell : cell.value)))];
  const cell = (/** @type {string | number} */ value) =>
    typeof value === 'string' && /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : String(value);
  const lines = (plot ? numbersOf(plot()) : told).map((row) => row.map(cell).join(','));
  return `${lines.join('\n')}\n`;
}
