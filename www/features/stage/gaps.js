// @ts-check
/**
 * The gaps between the figures of the stage: where strands leave one, how they bend, and where they enter the next. Pure;
 * lengths are CSS pixels, in the coordinates of the stage.
 */

/** @import { Geometry, Rect } from './geometry.js' */

/** Cubic curves one after another: where it begins, and for each the two points that bend it and where it ends.
 * @typedef {readonly number[]} Curve */
/** @typedef {'left' | 'right' | 'top' | 'bottom'} Side */

/**
 * Where the strands of a cell of a grid leave a rectangle: each cell has a place of its own at the edge, row by row
 * (column by column at the top and bottom).
 * @param {Rect} rect
 * @param {{ columns: number, rows: number }} grid
 * @param {number} index
 * @param {Side} side
 * @returns {[number, number]}
 */
export function edgePoint(rect, { columns, rows }, index, side) {
  const column = index % columns;
  const row = Math.floor(index / columns);
  if (side === 'left' || side === 'right')
    return [
      side === 'left' ? rect.left : rect.left + rect.width,
      rect.top + (rect.height * (row + (column + 0.5) / columns)) / rows,
    ];
  return [
    rect.left + (rect.width * (column + (row + 0.5) / rows)) / columns,
    side === 'top' ? rect.top : rect.top + rect.height,
  ];
}

/** @type {Readonly<Record<Side, readonly [number, number]>>} */
const OUTWARDS = { left: [-1, 0], right: [1, 0], top: [0, -1], bottom: [0, 1] };

/**
 * A curve that leaves one edge and enters another at right angles.
 * @param {readonly [number, number]} from
 * @param {Side} leaving
 * @param {readonly [number, number]} to
 * @param {Side} entering
 * @returns {Curve}
 */
export function curveBetween(from, leaving, to, entering) {
  const [dx, dy] = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
  const [a, b] = [OUTWARDS[leaving], OUTWARDS[entering]];
  const reach = (/** @type {readonly [number, number]} */ side) => 0.5 * (side[0] !== 0 ? dx : dy);
  return [
    from[0],
    from[1],
    from[0] + a[0] * reach(a),
    from[1] + a[1] * reach(a),
    to[0] + b[0] * reach(b),
    to[1] + b[1] * reach(b),
    to[0],
    to[1],
  ];
}

/** The gap between two neighbours: how strands leave and enter, and the area they need.
 * @typedef {{ area: Rect, curve: (from: number, to: number) => Curve }} Gap */

/**
 * All gaps, from the image to the classes. The last leads to the classes' rows: `lineOf` gives the row of a class, -1 where
 * it has none. Where a wall shows the classes' templates, the only gap leads to these.
 * @param {Geometry} geometry
 * @param {{ width: number, height: number }} image
 * @param {boolean} templates
 * @returns {Gap[]}
 */
export function gapsOf({ tall, image: imageRect, walls, classes, lineHeight }, image, templates) {
  const pixels = { columns: image.width, rows: image.height };
  /** @param {Rect} area @param {(index: number) => [number, number]} from @param {Side} leaving
   * @param {(index: number) => [number, number]} to @param {Side} entering @returns {Gap} */
  const gap = (area, from, leaving, to, entering) => ({
    area,
    curve: (a, b) => curveBetween(from(a), leaving, to(b), entering),
  });
  /** @type {Gap[]} */
  const gaps = [];
  /** @type {Side} */
  const leave = tall ? 'bottom' : 'right';
  /** @type {Side} */
  const enter = tall ? 'top' : 'left';
  const first = walls[0];
  gaps.push(
    gap(
      spanning(imageRect, first.rect, tall),
      (index) => edgePoint(imageRect, pixels, index, leave),
      leave,
      (index) => edgePoint(first.rect, first, index, enter),
      enter,
    ),
  );
  for (let index = 1; index < walls.length; index += 1) {
    const [a, b] = [walls[index - 1], walls[index]];
    gaps.push(
      gap(
        spanning(a.rect, b.rect, false),
        (at) => edgePoint(a.rect, a, at, 'right'),
        'right',
        (at) => edgePoint(b.rect, b, at, 'left'),
        'left',
      ),
    );
  }
  if (templates) return gaps;
  const last = walls[walls.length - 1];
  const line = (/** @type {number} */ at) =>
    /** @type {[number, number]} */ ([classes.left - 4, classes.top + lineHeight * (at + 0.5)]);
  if (tall) {
    const area = {
      left: 0,
      top: classes.top,
      width: last.rect.left + last.rect.width,
      height: last.rect.top - classes.top,
    };
    const channel = classes.left - imageRect.width;
    gaps.push({
      area,
      // Up between the image and the classes, where nothing is covered.
      curve(from, to) {
        const x = imageRect.width + channel * (0.3 + (0.3 * (to * lineHeight)) / classes.height);
        const way = /** @type {[number, number]} */ ([x, classes.top + classes.height + 10]);
        const into = curveBetween(edgePoint(last.rect, last, from, 'top'), 'top', way, 'bottom');
        return [...into, ...curveBetween(way, 'top', line(to), 'left').slice(2)];
      },
    });
  } else
    gaps.push(
      gap(spanning(last.rect, classes, false), (at) => edgePoint(last.rect, last, at, 'right'), 'right', line, 'left'),
    );
  return gaps;
}

/** The rectangle between two others, as high (or, below each other, as wide) as both together.
 * @param {Rect} a @param {Rect} b @param {boolean} below @returns {Rect} */
function spanning(a, b, below) {
  if (below) {
    const left = Math.min(a.left, b.left);
    const right = Math.max(a.left + a.width, b.left + b.width);
    return { left, top: a.top + a.height, width: right - left, height: b.top - a.top - a.height };
  }
  const top = Math.min(a.top, b.top);
  const bottom = Math.max(a.top + a.height, b.top + b.height);
  return { left: a.left + a.width, top, width: b.left - a.left - a.width, height: bottom - top };
}
