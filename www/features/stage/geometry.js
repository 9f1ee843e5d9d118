// @ts-check
/**
 * Where everything stands on the stage: the image, a wall of tiles for each layer, the classes, and the curves between
 * them. Wide, they stand side by side; on a narrow screen the image and the classes stand above the walls. Pure; lengths
 * are CSS pixels, in the coordinates of the stage.
 */

/** @typedef {{ left: number, top: number, width: number, height: number }} Rect */
/** Tiles in rows. A tile is a field of `fieldWidth` x `fieldHeight` weights and a gap of one; `unit` is the length of a
 * weight.
 * @typedef {{ count: number, columns: number, rows: number, fieldWidth: number, fieldHeight: number, unit: number,
 *   rect: Rect }} Wall */
/** `tools` are those of the image, `options` the choice of the network, `words` the prediction.
 * @typedef {{ tall: boolean, height: number, image: Rect, walls: Wall[], classes: Rect, lineHeight: number, tools: Rect,
 *   options: Rect, words: Rect }} Geometry */
/** Cubic curves one after another: where it begins, and for each the two points that bend it and where it ends.
 * @typedef {readonly number[]} Curve */
/** @typedef {'left' | 'right' | 'top' | 'bottom'} Side */

/** Above and below the figures: captions. */
export const CAPTION = 26;
/** Below this width the walls stand below the image and the classes. */
export const WIDE_FROM = 700;
const LARGEST_TILE = 116;
const MOST_LINES = 16;
/** How many classes have a row when there are more than fit. */
const FEW_LINES = 12;

/** How many classes have a row. @param {number} classes */
export function linesOf(classes) {
  return classes <= MOST_LINES ? classes : FEW_LINES;
}

/**
 * Columns and rows of tiles in a box: the largest tiles. A grid without empty places is preferred where its tiles are
 * not much smaller.
 * @param {number} count
 * @param {{ width: number, height: number, fieldWidth: number, fieldHeight: number }} box
 * @returns {{ columns: number, rows: number, unit: number }}  `unit`: length of a weight
 */
export function gridFor(count, { width, height, fieldWidth, fieldHeight }) {
  let best = { columns: 1, rows: count, unit: 0 };
  let full = best;
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const unit = Math.min(width / (columns * (fieldWidth + 1) - 1), height / (rows * (fieldHeight + 1) - 1));
    if (unit > best.unit) best = { columns, rows, unit };
    if (columns * rows === count && unit > full.unit) full = { columns, rows, unit };
  }
  return full.unit >= 0.8 * best.unit ? full : best;
}

/**
 * A length of a weight that falls on whole device pixels, where that costs little.
 * @param {number} unit
 * @param {number} pixelRatio
 */
export function crispUnit(unit, pixelRatio) {
  const device = unit * pixelRatio;
  const whole = Math.floor(device);
  return whole >= 1 && whole >= 0.86 * device ? whole / pixelRatio : unit;
}

/**
 * @param {{ width: number, height: number, image: { width: number, height: number }, tiles: readonly number[],
 *   classes: number, templates: boolean, pixelRatio: number }} about  `tiles`: how many tiles each wall has; `templates`: the
 *   only wall shows a tile a class
 * @returns {Geometry}
 */
export function layStage(about) {
  return about.width < WIDE_FROM ? layTall(about) : layWide(about);
}

/** Walls in boxes of equal width, from left to right. @param {Parameters<typeof layStage>[0]} about @param {Rect} box
 * @param {number} between */
function wallsIn({ image, tiles, pixelRatio }, box, between) {
  const width = (box.width - between * (tiles.length - 1)) / tiles.length;
  /** @type {{ width: number, height: number }} */
  let field = image;
  return tiles.map((count) => {
    const [fieldWidth, fieldHeight] = [field.width, field.height];
    const { columns, rows, unit: fitting } = gridFor(count, { width, height: box.height, fieldWidth, fieldHeight });
    const largest = LARGEST_TILE / Math.max(fieldWidth, fieldHeight);
    const unit = crispUnit(Math.min(fitting, largest), pixelRatio);
    field = { width: columns, height: rows };
    const rect = {
      left: 0,
      top: 0,
      width: (columns * (fieldWidth + 1) - 1) * unit,
      height: (rows * (fieldHeight + 1) - 1) * unit,
    };
    return { count, columns, rows, fieldWidth, fieldHeight, unit, rect };
  });
}

/** The image's side: whole device pixels for each of its pixels. @param {number} most @param {Parameters<typeof layStage>[0]} about */
function imageSize(most, { image, pixelRatio }) {
  const fitting = most / Math.max(image.width, image.height);
  const unit = Math.floor(fitting * pixelRatio) / pixelRatio || fitting;
  return { width: unit * image.width, height: unit * image.height };
}

/** @param {Parameters<typeof layStage>[0]} about @returns {Geometry} */
function layWide(about) {
  const { width, height, classes, templates } = about;
  const [top, bottom] = [CAPTION, height - CAPTION];
  const body = bottom - top;
  const tools = 84;
  const image = imageSize(Math.min(0.21 * width, body - tools, 320), about);
  const classesWidth = Math.min(300, Math.max(168, 0.18 * width));
  // The first gap holds many strands, the others few.
  const least = about.tiles.map((_, index) => (index === 0 ? 0.12 * width : 56));
  const last = templates ? 20 : Math.max(64, 0.075 * width);
  const gaps = [...least, last];
  const free = width - image.width - classesWidth;
  const box = { left: 0, top, width: free - gaps.reduce((sum, gap) => sum + gap, 0), height: body };
  const lines = linesOf(classes);
  const words = 48;
  const lineHeight = Math.min(34, (body - words) / lines);
  const walls = templates ? [templateWall(about, lineHeight, lines)] : wallsIn(about, box, 0);
  const used = walls.reduce((sum, { rect }) => sum + rect.width, 0);
  // What the walls leave goes to the gaps.
  const more = (free - used - gaps.reduce((sum, gap) => sum + gap, 0)) / (walls.length + 1);
  let left = image.width;
  for (const [index, { rect }] of walls.entries()) {
    left += gaps[index] + (templates ? 2 * more : more * (index === 0 ? 1.3 : 1));
    rect.left = left;
    rect.top = top + (body - rect.height) / 2;
    left += rect.width;
  }
  const linesTop = top + (body - words - lineHeight * lines) / 2;
  if (templates) walls[0].rect.top = linesTop + (lineHeight * lines - walls[0].rect.height) / 2;
  const imageTop = top + Math.max(0, (body - image.height - tools) / 2);
  return {
    tall: false,
    height,
    image: { left: 0, top: imageTop, ...image },
    walls,
    classes: { left: width - classesWidth, top: linesTop, width: classesWidth, height: lineHeight * lines },
    lineHeight,
    tools: { left: 0, top: imageTop + image.height + 8, width: Math.max(image.width, 224), height: tools },
    options: optionsAbove(walls),
    words: { left: width - classesWidth, top: linesTop + lineHeight * lines + 6, width: classesWidth, height: words },
  };
}

/** Above the walls, as wide as they are or a little wider. @param {readonly Wall[]} walls @returns {Rect} */
function optionsAbove(walls) {
  const left = walls[0].rect.left;
  const { rect } = walls[walls.length - 1];
  const right = rect.left + rect.width;
  const width = Math.max(330, right - left);
  return { left: (left + right - width) / 2, top: 0, width, height: CAPTION };
}

/** A tile a class, in one column beside the rows of the classes. @param {Parameters<typeof layStage>[0]} about
 * @param {number} lineHeight @param {number} lines @returns {Wall} */
function templateWall({ image, classes, width }, lineHeight, lines) {
  const aligned = classes === lines && lineHeight >= 18;
  const box = { width: 0.34 * width, height: lineHeight * lines, fieldWidth: image.width, fieldHeight: image.height };
  const { columns, rows, unit } = aligned
    ? { columns: 1, rows: classes, unit: lineHeight / (image.height + 1) }
    : gridFor(classes, box);
  const [fieldWidth, fieldHeight] = [image.width, image.height];
  const rect = {
    left: 0,
    top: 0,
    width: (columns * (fieldWidth + 1) - 1) * unit,
    height: (rows * (fieldHeight + 1) - 1) * unit,
  };
  return { count: classes, columns, rows, fieldWidth, fieldHeight, unit, rect };
}

/** @param {Parameters<typeof layStage>[0]} about @returns {Geometry} */
function layTall(about) {
  const { width, classes } = about;
  const tools = 46;
  const words = 44;
  const options = 92;
  const channel = 30;
  const drop = 64;
  const image = imageSize(Math.min(0.47 * width, 240), about);
  const lines = linesOf(classes);
  const upper = Math.max(image.height, lines * 15);
  const top = tools + words + CAPTION;
  const wallsTop = top + upper + drop;
  const walls = wallsIn(about, { left: 0, top: wallsTop, width, height: Math.min(width, 360) }, 28);
  const used = walls.reduce((sum, { rect }) => sum + rect.width, 0) + 28 * (walls.length - 1);
  const tallest = Math.max(0, ...walls.map(({ rect }) => rect.height));
  let left = (width - used) / 2;
  for (const { rect } of walls) {
    rect.left = left;
    rect.top = wallsTop;
    left += rect.width + 28;
  }
  const classesLeft = image.width + channel;
  return {
    tall: true,
    height: wallsTop + tallest + CAPTION + options,
    image: { left: 0, top, ...image },
    walls,
    classes: { left: classesLeft, top, width: width - classesLeft, height: upper },
    lineHeight: upper / lines,
    tools: { left: 0, top: 0, width, height: tools },
    options: { left: 0, top: wallsTop + tallest + CAPTION, width, height: options },
    words: { left: 0, top: tools, width, height: words },
  };
}

/** Where a tile lies. @param {Wall} wall @param {number} index @returns {Rect} */
export function tileRect({ columns, fieldWidth, fieldHeight, unit, rect }, index) {
  return {
    left: rect.left + (index % columns) * (fieldWidth + 1) * unit,
    top: rect.top + Math.floor(index / columns) * (fieldHeight + 1) * unit,
    width: fieldWidth * unit,
    height: fieldHeight * unit,
  };
}

/** The tile at a point of the stage, its gap included; null outside. @param {Wall} wall @param {number} x @param {number} y */
export function tileAt({ count, columns, rows, fieldWidth, fieldHeight, unit, rect }, x, y) {
  const column = Math.floor((x - rect.left) / ((fieldWidth + 1) * unit));
  const row = Math.floor((y - rect.top) / ((fieldHeight + 1) * unit));
  if (column < 0 || row < 0 || column >= columns || row >= rows) return null;
  const index = row * columns + column;
  return index < count ? index : null;
}

/** The tile an arrow key leads to; the same at an edge. @param {Wall} wall @param {number} index @param {string} key */
export function tileBeside({ count, columns }, index, key) {
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (!(key in steps)) return null;
  const next = index + steps[key];
  return next >= 0 && next < count ? next : index;
}

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
