// @ts-check
/**
 * The histogram's bars at any cut, without drawing the chart anew. plotters draws it twice when the weights or the
 * looks change: with nothing gone and with everything gone. A bar at a cut is the upper part of the one picture above
 * the lower part of the other, so a slider move copies the few columns whose count changed.
 */

/** @import { Frame, Look } from '../../charts/chart-surface.js' */

/** @typedef {{ bins: number, from: number, limit: number }} Bins */
/** Draws a chart of which `removed` are gone. @typedef {(canvas: HTMLCanvasElement, removed: Uint32Array) => Frame} Draw */

/** @param {Document} document */
export function createBars(document) {
  const kept = document.createElement('canvas');
  const gone = document.createElement('canvas');
  /** Counts as they are on the canvas. */
  let shown = new Uint32Array(0);
  /** Left edges of the bars in device pixels, and the right edge of the last. */
  let edges = new Int32Array(0);
  let plot = { top: 0, bottom: 0 };
  let line = 1;
  let gap = 0;
  let colour = '';

  /** @param {number} value  CSS pixels @param {number} ratio */
  const device = (value, ratio) => Math.round(value * ratio);

  return {
    /**
     * Draws both pictures and puts the first on the canvas: nothing is gone yet.
     * @param {HTMLCanvasElement} canvas
     * @param {Look} look
     * @param {Bins} bins
     * @param {Uint32Array} total  weights a bin
     * @param {Draw} draw
     * @returns {Frame}
     */
    paintAnew(canvas, look, { bins, from, limit }, total, draw) {
      for (const picture of [kept, gone]) [picture.width, picture.height] = [canvas.width, canvas.height];
      shown = new Uint32Array(bins);
      draw(gone, total).free();
      const frame = draw(kept, shown);
      const { ratio } = look;
      edges = Int32Array.from({ length: bins + 1 }, (_, bin) =>
        device(frame.toPixel(from + ((limit - from) * bin) / bins, 0)[0], ratio),
      );
      plot = { top: device(frame.top, ratio), bottom: device(frame.top + frame.height, ratio) };
      // As the chart has them: the lid of a hatched part, and the gap between bars that are wide enough.
      line = Math.max(1, Math.round(ratio));
      gap = edges[bins] - edges[0] >= Math.round(4 * ratio) * bins ? line : 0;
      colour = look.theme.removed;
      context(canvas).drawImage(kept, 0, 0);
      return frame;
    },

    /**
     * Changes the bars whose count changed.
     * @param {HTMLCanvasElement} canvas
     * @param {Frame} frame
     * @param {Uint32Array} removed  of every bin
     * @param {number} ratio  device pixels a CSS pixel
     */
    paintMove(canvas, frame, removed, ratio) {
      const pen = context(canvas);
      for (let bin = 0; bin < shown.length; bin += 1) {
        const count = removed[bin];
        if (count === shown[bin]) continue;
        shown[bin] = count;
        // One weight must be seen, too.
        const top = count === 0 ? plot.bottom : Math.min(device(frame.toPixel(0, count)[1], ratio), plot.bottom - line);
        const [x, wide] = [edges[bin], edges[bin + 1] - edges[bin]];
        copy(pen, kept, x, plot.top, wide, top - plot.top);
        copy(pen, gone, x, top, wide, plot.bottom - top);
        pen.fillStyle = colour;
        if (count > 0) pen.fillRect(x, top, wide - gap, line);
      }
    },
  };
}

/** @param {HTMLCanvasElement} canvas */
function context(canvas) {
  const found = canvas.getContext('2d');
  if (!found) throw new Error('the browser gives no canvas to draw on');
  found.setTransform(1, 0, 0, 1, 0, 0);
  return found;
}

/** @param {CanvasRenderingContext2D} pen @param {HTMLCanvasElement} from @param {number} x @param {number} y @param {number} wide @param {number} high */
function copy(pen, from, x, y, wide, high) {
  if (wide <= 0 || high <= 0) return;
  pen.drawImage(from, x, y, wide, high, x, y, wide, high);
}
