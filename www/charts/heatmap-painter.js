// @ts-check
/**
 * Weights into pixels. `weights[input * columns + output]` is drawn either as a matrix (inputs across,
 * outputs down) or as one receptive field a neuron (the first layer). A cell is `cell` x `cell` pixels.
 * No canvas here: pixels are 32-bit words in the order of ImageData.
 */

/** @import { Palette } from './colormap.js' */
import { stepOf } from './colormap.js';

/** @typedef {{ rows: number, columns: number, mode: 'matrix' } |
 *             { rows: number, columns: number, mode: 'fields', imageWidth: number, imageHeight: number, across: number }} Shape */
/** `at[i]`: pixel of the upper left corner of weight i; -1 where a pixel shows no weight.
 * @typedef {{ shape: Shape, cell: number, width: number, height: number, at: Uint32Array, across: number }} Layout */

const SMALL = 20000;

/** @param {Shape} shape @returns {Layout} */
export function layOut(shape) {
  return shape.mode === 'matrix' ? matrixLayout(shape) : fieldsLayout(shape);
}

/** @param {Shape} shape @returns {Layout} */
function matrixLayout(shape) {
  const { rows, columns } = shape;
  const cell = rows * columns <= SMALL ? 4 : 1;
  const width = rows * cell;
  const at = new Uint32Array(rows * columns);
  for (let input = 0; input < rows; input += 1) {
    for (let output = 0; output < columns; output += 1) {
      at[input * columns + output] = output * cell * width + input * cell;
    }
  }
  return { shape, cell, width, height: columns * cell, at, across: rows };
}

/**
 * How large receptive fields can be drawn: the largest whole factor at which all fit into a box; 1 when
 * none does (the box is scrolled then).
 * @param {{ imageWidth: number, imageHeight: number, columns: number, boxWidth: number, boxHeight: number }} size
 */
export function fitFields({ imageWidth, imageHeight, columns, boxWidth, boxHeight }) {
  /** @param {number} factor */
  const acrossAt = (factor) => Math.max(1, Math.floor((boxWidth / factor + 1) / (imageWidth + 1)));
  let factor = 6;
  while (factor > 1 && Math.ceil(columns / acrossAt(factor)) * (imageHeight + 1) * factor > boxHeight) factor -= 1;
  return { across: Math.min(columns, acrossAt(factor)), factor };
}

/** @param {Extract<Shape, { mode: 'fields' }>} shape @returns {Layout} */
function fieldsLayout(shape) {
  const { rows, columns, imageWidth, imageHeight } = shape;
  const across = Math.min(columns, shape.across);
  const down = Math.ceil(columns / across);
  const width = across * (imageWidth + 1) - 1;
  const height = down * (imageHeight + 1) - 1;
  const at = new Uint32Array(rows * columns);
  for (let output = 0; output < columns; output += 1) {
    const left = (output % across) * (imageWidth + 1);
    const top = Math.floor(output / across) * (imageHeight + 1);
    for (let input = 0; input < rows; input += 1) {
      at[input * columns + output] = (top + Math.floor(input / imageWidth)) * width + left + (input % imageWidth);
    }
  }
  return { shape, cell: 1, width, height, at, across };
}

/**
 * The weight at a pixel, or null in a gap.
 * @param {Layout} layout
 * @param {number} x
 * @param {number} y
 * @returns {{ input: number, output: number, index: number } | null}
 */
export function weightAt(layout, x, y) {
  const { shape, cell, width, height } = layout;
  if (!(x >= 0 && y >= 0 && x < width && y < height)) return null;
  let input;
  let output;
  if (shape.mode === 'matrix') {
    input = Math.floor(x / cell);
    output = Math.floor(y / cell);
  } else {
    const [fieldX, fieldY] = [Math.floor(x / (shape.imageWidth + 1)), Math.floor(y / (shape.imageHeight + 1))];
    const [pixelX, pixelY] = [Math.floor(x) % (shape.imageWidth + 1), Math.floor(y) % (shape.imageHeight + 1)];
    if (pixelX >= shape.imageWidth || pixelY >= shape.imageHeight) return null;
    input = pixelY * shape.imageWidth + pixelX;
    output = fieldY * layout.across + fieldX;
  }
  return output < shape.columns && input < shape.rows ? { input, output, index: input * shape.columns + output } : null;
}

/**
 * The whole network and the empty one: what a pixel shows while its weight is there, and once it is gone. Painting a
 * weight is copying its cell from one or the other. The hatch runs on from cell to cell.
 * @param {Float32Array} weights
 * @param {Layout} layout
 * @param {number} scale
 * @param {Palette} palette
 * @returns {{ kept: Uint32Array, gone: Uint32Array }}
 */
export function pictures(weights, layout, scale, palette) {
  const { at, cell, width, height } = layout;
  const kept = new Uint32Array(width * height);
  const gone = new Uint32Array(width * height);
  for (let index = 0; index < weights.length; index += 1) {
    const colour = palette.lut[stepOf(weights[index], scale)];
    for (let row = at[index], y = 0; y < cell; y += 1, row += width) kept.fill(colour, row, row + cell);
  }
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) gone[y * width + x] = palette.hatch[((x + y) >> 1) & 1];
  }
  return { kept, gone };
}

/**
 * Paints some weights: those of `order` from `from` to `to`, as they are in `picture`.
 * @param {Uint32Array} pixels
 * @param {Layout} layout
 * @param {Uint32Array} picture
 * @param {Uint32Array} order
 * @param {number} from
 * @param {number} to
 * @returns {{ top: number, bottom: number }}  the rows of pixels that were touched, `bottom` excluded
 */
export function paintRange(pixels, { at, cell, width }, picture, order, from, to) {
  if (from >= to) return { top: 0, bottom: 0 };
  let first = Infinity;
  let last = 0;
  for (let place = from; place < to; place += 1) {
    const corner = at[order[place]];
    if (corner < first) first = corner;
    if (corner > last) last = corner;
    if (cell === 1) pixels[corner] = picture[corner];
    else copyCell(pixels, picture, corner, cell, width);
  }
  return { top: Math.floor(first / width), bottom: Math.floor(last / width) + cell };
}

/** Of a pixel that shows no weight: it never goes. */
const NEVER = 0x7fffffff;

/**
 * When each pixel's weight goes, in the order of the pixels. A mask (1 = kept) will do: cut at 1, its zeros are gone.
 * @param {Layout} layout
 * @param {ArrayLike<number>} position  of every weight, below 2^31
 */
export function leaving({ at, cell, width, height }, position) {
  const ranks = new Int32Array(width * height).fill(NEVER);
  for (let index = 0; index < at.length; index += 1) {
    const rank = position[index];
    for (let row = at[index], y = 0; y < cell; y += 1, row += width) ranks.fill(rank, row, row + cell);
  }
  return ranks;
}

/**
 * Paints everything: weights that leave before `cut` are gone. It goes through memory in one sweep, so that beyond some
 * ten thousand weights it is faster than painting only those that changed.
 * @param {Uint32Array} pixels
 * @param {Int32Array} ranks
 * @param {{ kept: Uint32Array, gone: Uint32Array }} both
 * @param {number} cut
 */
export function paintCut(pixels, ranks, { kept, gone }, cut) {
  for (let pixel = 0; pixel < pixels.length; pixel += 1) {
    // All ones where rank < cut; a branch would be guessed wrongly for every other pixel.
    const isGone = (ranks[pixel] - cut) >> 31;
    pixels[pixel] = (gone[pixel] & isGone) | (kept[pixel] & ~isGone);
  }
}

/** @param {Uint32Array} pixels @param {Uint32Array} picture @param {number} corner @param {number} cell @param {number} width */
function copyCell(pixels, picture, corner, cell, width) {
  for (let row = corner, y = 0; y < cell; y += 1, row += width) {
    for (let x = row; x < row + cell; x += 1) pixels[x] = picture[x];
  }
}
