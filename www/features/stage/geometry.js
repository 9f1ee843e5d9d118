// @ts-check
/**
 * Where everything stands on the stage: the image, a wall of tiles for each layer, the classes. Wide, they stand side by
 * side; on a narrow screen the image and the classes stand above the walls. Pure; lengths are CSS pixels, in the
 * coordinates of the stage.
 */

/** @typedef {{ left: number, top: number, width: number, height: number }} Rect */
/** Tiles in rows. A tile is a field of `fieldWidth` x `fieldHeight` weights and a gap of one; `unit` is the length of a
 * weight.
 * @typedef {{ count: number, columns: number, rows: number, fieldWidth: number, fieldHeight: number, unit: number,
 *   rect: Rect }} Wall */
/** `tools` are those of the image, `options` the choice of the network, `words` the prediction.
 * @typedef {{ tall: boolean, height: number, image: Rect, walls: Wall[], classes: Rect, lineHeight: number, tools: Rect,
 *   options: Rect, words: Rect }} Geometry */

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
