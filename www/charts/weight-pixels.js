// @ts-check
/**
 * A canvas with a pixel (or a small square) for every weight of a layer. Moving the slider repaints only the weights that
 * came or went.
 */

/** @import { Palette } from './colormap.js' */
/** @import { Layout, Shape } from './heatmap-painter.js' */
import { scaleFor } from './colormap.js';
import { layOut, leaving, paintCut, paintRange, pictures } from './heatmap-painter.js';

/** Weights in the order they go, of which the first `removed` are gone: those whose position lies below it; or weights with a mask (1 = kept).
 * `colours` stand in for the weights where other values are shown.
 * @typedef {{ weights: Float32Array, colours?: Float32Array } &
 *   ({ order: Uint32Array, removed: number, position: Uint32Array } | { mask: Uint8Array })} Weights */
/** @typedef {Weights & { shape: Shape, palette: Palette }} WeightsPicture */

/** More weights than this are painted faster all together than one by one. */
const FEW = 20_000;

/** @param {HTMLCanvasElement} canvas */
export function createWeightPixels(canvas) {
  const context = canvas.getContext('2d');
  /** @type {WeightsPicture | null} */
  let data = null;
  /** @type {Layout | null} */
  let layout = null;
  /** @type {ImageData | null} */
  let image = null;
  let pixels = new Uint32Array(0);
  /** @type {ReturnType<typeof pictures>} */
  let both = { kept: pixels, gone: pixels };
  /** When each pixel's weight goes, and for which positions or mask that was worked out. */
  let ranks = new Int32Array(0);
  /** @type {ArrayLike<number> | null} */
  let ranksFor = null;
  let scale = 0;

  /** @param {WeightsPicture} next */
  function fit(next) {
    if (layout && image && sameShape(layout.shape, next.shape)) return layout;
    layout = layOut(next.shape);
    canvas.width = layout.width;
    canvas.height = layout.height;
    image = new ImageData(layout.width, layout.height);
    pixels = new Uint32Array(image.data.buffer);
    return layout;
  }

  /** @param {WeightsPicture} next */
  function paint(next) {
    const before = data;
    const shapeBefore = layout?.shape;
    const shape = fit(next);
    const stays = shapeBefore === shape.shape;
    if (
      !stays ||
      !before ||
      before.weights !== next.weights ||
      before.colours !== next.colours ||
      before.palette !== next.palette
    ) {
      scale = scaleFor(next.colours ?? next.weights);
      both = pictures(next.colours ?? next.weights, shape, scale, next.palette);
      ranksFor = stays ? ranksFor : null;
    } else if ('mask' in next ? 'mask' in before && before.mask === next.mask : paintMove(before, next, shape)) return;
    const position = 'mask' in next ? next.mask : next.position;
    if (ranksFor !== position) {
      ranks = leaving(shape, position);
      ranksFor = position;
    }
    paintCut(pixels, ranks, both, 'mask' in next ? 1 : next.removed);
    put(0, shape.height);
  }

  /**
   * Paints only the weights between the cut before and the cut now; false when they are too many, or not to be known.
   * @param {WeightsPicture} before @param {WeightsPicture} next @param {Layout} shape
   */
  function paintMove(before, next, shape) {
    if (!('order' in before && 'order' in next && before.order === next.order)) return false;
    const [from, to] = [Math.min(before.removed, next.removed), Math.max(before.removed, next.removed)];
    if (to - from > FEW) return false;
    const picture = next.removed > before.removed ? both.gone : both.kept;
    const { top, bottom } = paintRange(pixels, shape, picture, next.order, from, to);
    if (top < bottom) put(top, bottom);
    return true;
  }

  /** @param {number} top @param {number} bottom  rows of pixels */
  function put(top, bottom) {
    if (image) context?.putImageData(image, 0, 0, 0, top, image.width, bottom - top);
  }

  return {
    /** Shows weights; the layout of the canvas, a new one when its shape changed. @param {WeightsPicture} next @returns {Layout} */
    update(next) {
      paint(next);
      data = next;
      return /** @type {Layout} */ (layout);
    },
    /** The |w| at the ends of the colour scale. */
    scale: () => scale,
  };
}

/** @param {Shape} a @param {Shape} b */
function sameShape(a, b) {
  return (
    a.mode === b.mode &&
    a.rows === b.rows &&
    a.columns === b.columns &&
    (a.mode === 'matrix' ||
      (b.mode === 'fields' &&
        a.across === b.across &&
        a.imageWidth === b.imageWidth &&
        a.imageHeight === b.imageHeight))
  );
}
