// @ts-check
/**
 * Strands on a canvas between two figures. Those of a sample are drawn in an order in which each network along the slider
 * is a prefix of the one before, so that a move draws a few strands onto a picture that is kept.
 */

/** @import { LayerView } from '../../state/network.js' */
/** @import { Curve, Gap } from './gaps.js' */
/** @import { Rect } from './geometry.js' */
/** @import { Contribution, Strands } from './strands.js' */
import { newElement } from '../../ui/dom.js';
import { sameParts } from '../../util/memo.js';
import { aliveAt, strandsOf } from './strands.js';

/** @typedef {{ positive: string, negative: string }} StrandColours */

/** Around the area, so that no line is cut at its edge. */
const MARGIN = 4;
/** Pictures that are kept of a sample. */
const KEPT = 12;
/** Sampled strands that lead from lit pixels and are drawn strongly, at most. */
const LIT = 110;
const LEVELS = 8;

/** A canvas over an area of the stage, in device pixels. */
export function createStrandCanvas() {
  const canvas = newElement('canvas', { class: 'stage-strands', 'aria-hidden': 'true' });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  /** @type {Rect} */
  let area = { left: 0, top: 0, width: 0, height: 0 };
  let ratio = 0;

  return {
    canvas,
    context,
    /** Puts the canvas over an area; whether that changed anything. @param {Rect} next @param {number} pixelRatio */
    place(next, pixelRatio) {
      if (ratio === pixelRatio && same(area, next)) return false;
      [area, ratio] = [next, pixelRatio];
      const [width, height] = [next.width + 2 * MARGIN, next.height + 2 * MARGIN];
      canvas.width = Math.max(1, Math.round(width * ratio));
      canvas.height = Math.max(1, Math.round(height * ratio));
      canvas.style.left = `${next.left - MARGIN}px`;
      canvas.style.top = `${next.top - MARGIN}px`;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
      return true;
    },
    clear() {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      aim(context);
    },
    aim,
  };

  /** Lets a context draw in the coordinates of the stage. @param {CanvasRenderingContext2D} target */
  function aim(target) {
    target.setTransform(ratio, 0, 0, ratio, (MARGIN - area.left) * ratio, (MARGIN - area.top) * ratio);
  }
}

/** @param {Rect} a @param {Rect} b */
function same(a, b) {
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
}

/** @param {CanvasRenderingContext2D} context @param {Curve} curve */
function trace(context, curve) {
  context.beginPath();
  context.moveTo(curve[0], curve[1]);
  for (let at = 2; at < curve.length; at += 6)
    context.bezierCurveTo(curve[at], curve[at + 1], curve[at + 2], curve[at + 3], curve[at + 4], curve[at + 5]);
  context.stroke();
}

/** A colour of a strand: how strong, 0 to 1. @param {string} colour @param {number} strength */
function faded(colour, strength) {
  const percent = Math.round(strength * 100);
  return `color-mix(in srgb, ${colour} ${percent}%, transparent)`;
}

/**
 * The sampled strands of the first layer.
 */
export function createSampleView() {
  const surface = createStrandCanvas();
  const { canvas, context } = surface;
  /** @type {readonly unknown[]} */
  let made = [];
  /** @type {Strands} */
  let strands = { of: new Uint32Array(0), positions: new Float64Array(0) };
  /** @type {Curve[]} */
  let curves = [];
  /** Of each strand: which of the styles. */
  let style = new Uint8Array(0);
  /** @type {string[]} */
  let styles = [];
  /** Pictures of the first `step`, `2 * step` ... strands. @type {HTMLCanvasElement[]} */
  let kept = [];
  let step = 1;
  /** Strands that lead from lit pixels, the strongest first, and for which image. @type {{ of: ArrayLike<number> | null, lit: { at: number, strength: number }[] }} */
  let lighting = { of: null, lit: [] };
  /** @type {readonly unknown[]} */
  let drawn = [];

  /** @param {LayerView} layer @param {Uint32Array} sample @param {number} scale @param {Gap} gap @param {StrandColours} colours */
  function make(layer, sample, scale, gap, colours) {
    strands = strandsOf(layer, sample);
    curves = Array.from(strands.of, (index) => gap.curve(Math.floor(index / layer.columns), index % layer.columns));
    style = Uint8Array.from(strands.of, (index) => {
      const weight = layer.weights[index];
      const level = Math.min(LEVELS - 1, Math.floor((Math.abs(weight) / (scale || 1)) * LEVELS));
      return (weight > 0 ? LEVELS : 0) + level;
    });
    styles = [colours.negative, colours.positive].flatMap((colour) =>
      Array.from({ length: LEVELS }, (_, level) => faded(colour, 0.05 + (0.3 * (level + 0.5)) / LEVELS)),
    );
    kept = [];
    step = Math.max(1, Math.ceil(strands.of.length / KEPT));
    lighting = { of: null, lit: [] };
  }

  /** @param {CanvasRenderingContext2D} target @param {number} from @param {number} to */
  function strokeRange(target, from, to) {
    target.lineWidth = 0.7;
    for (let at = from; at < to; at += 1) {
      target.strokeStyle = styles[style[at]];
      trace(target, curves[at]);
    }
  }

  /** The picture of the first strands, `index + 1` steps of them. @param {number} index */
  function picture(index) {
    while (kept.length <= index) {
      const next = newElement('canvas');
      next.width = canvas.width;
      next.height = canvas.height;
      const target = /** @type {CanvasRenderingContext2D} */ (next.getContext('2d'));
      const before = kept.at(-1);
      if (before) target.drawImage(before, 0, 0);
      surface.aim(target);
      strokeRange(target, kept.length * step, Math.min(strands.of.length, (kept.length + 1) * step));
      kept.push(next);
    }
    return kept[index];
  }

  /** @param {LayerView} layer @param {ArrayLike<number> | null} input */
  function light({ weights, columns }, input) {
    if (lighting.of === input) return;
    const lit = [];
    let most = 0;
    for (let at = 0; input && at < strands.of.length; at += 1) {
      const index = strands.of[at];
      const strength = Math.abs(input[Math.floor(index / columns)] * weights[index]);
      if (strength > most) most = strength;
      if (strength > 0) lit.push({ at, strength });
    }
    lit.sort((a, b) => b.strength - a.strength || a.at - b.at);
    lighting = { of: input, lit: lit.map(({ at, strength }) => ({ at, strength: strength / most })) };
  }

  return {
    element: canvas,
    /**
     * How many of the strands are alive.
     * @param {{ layer: LayerView, sample: Uint32Array, scale: number, gap: Gap, colours: StrandColours, input: ArrayLike<number> | null,
     *   pixelRatio: number }} next  `input`: the image as the network sees it
     */
    update({ layer, sample, scale, gap, colours, input, pixelRatio }) {
      const placed = surface.place(gap.area, pixelRatio);
      const parts = [layer.weights, layer.position, layer.mask, sample, gap, colours];
      if (placed || !sameParts(parts, made)) {
        made = parts;
        make(layer, sample, scale, gap, colours);
        drawn = [];
      }
      const alive = aliveAt(strands, layer.removed);
      const now = [alive, input];
      if (sameParts(now, drawn)) return alive;
      drawn = now;
      surface.clear();
      const steps = layer.position ? Math.floor(alive / step) : 0;
      if (steps > 0) {
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.drawImage(picture(steps - 1), 0, 0);
        surface.aim(context);
      }
      strokeRange(context, steps * step, alive);
      light(layer, input);
      let left = LIT;
      for (const { at, strength } of lighting.lit) {
        if (at >= alive) continue;
        const colour = style[at] >= LEVELS ? colours.positive : colours.negative;
        context.lineWidth = 0.7 + 0.3 * strength;
        context.globalAlpha = 0.2 + 0.6 * strength;
        context.strokeStyle = colour;
        trace(context, curves[at]);
        left -= 1;
        if (left === 0) break;
      }
      context.globalAlpha = 1;
      return alive;
    },
  };
}

/**
 * The largest contributions of a layer, by sign and size.
 */
export function createContributionView() {
  const surface = createStrandCanvas();
  const { context } = surface;
  /** @type {readonly unknown[]} */
  let drawn = [];

  return {
    element: surface.canvas,
    /** @param {{ contributions: readonly Contribution[], gap: Gap, lineOf: (to: number) => number, thick: number, colours: StrandColours,
     *   pixelRatio: number }} next  `lineOf`: where a strand leads to, -1 for nowhere; `thick`: width of the largest */
    update({ contributions, gap, lineOf, thick, colours, pixelRatio }) {
      const placed = surface.place(gap.area, pixelRatio);
      const parts = [contributions, gap, colours];
      if (!placed && sameParts(parts, drawn)) return;
      drawn = parts;
      surface.clear();
      const most = Math.abs(contributions[0]?.value ?? 0);
      // The largest lie on top.
      for (const { from, to, value } of contributions.toReversed()) {
        const line = lineOf(to);
        if (line < 0) continue;
        const size = Math.abs(value) / most;
        context.lineWidth = 0.5 + (thick - 0.5) * size * size;
        context.globalAlpha = 0.1 + 0.6 * size;
        context.strokeStyle = value > 0 ? colours.positive : colours.negative;
        trace(context, gap.curve(from, line));
      }
      context.globalAlpha = 1;
    },
  };
}
