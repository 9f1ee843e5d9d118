// @ts-check
/**
 * The stage: the image of the moment, strands, a wall of tiles for each layer, strands, the classes.
 */

/** @import { Palette } from '../../charts/colormap.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { Neuron, OnStage, Stroke } from '../../state/moment.js' */
/** @import { Gap } from './gaps.js' */
/** @import { Geometry } from './geometry.js' */
/** @import { StageData } from './model.js' */
/** @import { Contribution } from './strands.js' */
/** @import { WallColours } from './wall-view.js' */
import { html, nothing, render } from 'lit-html';
import { scaleFor } from '../../charts/colormap.js';
import { createRest } from '../../util/rest.js';
import { classRows, predictionLine } from './classes-view.js';
import { deadNow, largestOf, sampleNow } from './derived.js';
import { createDrawing } from './drawing.js';
import { gapsOf } from './gaps.js';
import { layStage } from './geometry.js';
import { shownClasses } from './model.js';
import { createContributionView, createSampleView } from './strand-view.js';
import { createMagnifier } from './magnifier.js';
import { createTools } from './tools-view.js';
import { createWall } from './wall-view.js';
import { createStageWords } from './words.js';

/** @typedef {WallColours & { positive: string, negative: string }} StageColours */
/** @typedef {{ onDraw: (strokes: readonly Stroke[]) => void, onStep: (steps: number) => void, onShuffle: () => void,
 *   onClear: () => void, onSample: (digit: number) => void, onWrongFirst: (wrongFirst: boolean) => void,
 *   onNetwork: (which: Exclude<OnStage, 'live'>) => void, onHold: (held: boolean) => void,
 *   onNeuron: (neuron: Neuron | null) => void }} StageHandlers */

/** Of a wide stage, as a part of its width, beside the captions. */
const MOST_HEIGHT = 0.46;
/** How long things rest before they are told to who hears them. */
const TOLD_MS = 500;

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, colours: () => StageColours } & StageHandlers} handlers
 */
export function createStageView(element, { i18n, colours: coloursNow, ...handlers }) {
  const { t } = i18n;
  const drawing = createDrawing({ onDraw: handlers.onDraw, onStep: handlers.onStep, onClear: handlers.onClear });
  const sampled = createSampleView();
  const magnifier = createMagnifier();
  const tools = createTools(i18n, handlers);
  const words = createStageWords(i18n);
  /** @type {ReturnType<typeof createContributionView>[]} */
  const contributed = [];
  /** @type {ReturnType<typeof createWall>[]} */
  const walls = [];
  /** @type {{ data: StageData, palette: Palette, wrongFirst: boolean } | null} */
  let last = null;
  /** @type {{ layer: number, neuron: number } | null} */
  let pointed = null;
  let colours = coloursNow();
  let size = { width: 0, height: 0 };
  /** @type {{ parts: readonly unknown[], geometry: Geometry, gaps: Gap[] } | null} */
  let laid = null;
  /** What the stage shows, and how many weights are left. @type {{ words: string, left: number | null }} */
  let told = { words: '', left: null };
  const tell = createRest({ restMs: TOLD_MS }, () => {
    if (!last) return;
    told = words.alternative(last.data);
    draw();
  });

  new ResizeObserver(() => {
    const next = { width: element.clientWidth, height: element.clientHeight };
    // As high as its walls need where they stand below each other: then its height follows from its width.
    if (next.width === size.width && (next.height === size.height || laid?.geometry.tall)) return;
    size = next;
    draw();
  }).observe(element);

  /** @param {StageData} data */
  function lay({ image, tiles, classes, templates }) {
    const pixelRatio = Math.max(1, devicePixelRatio);
    const { width, height } = size;
    const parts = [width, height, image.width, image.height, tiles.join(), classes, templates, pixelRatio];
    if (!laid || parts.some((part, index) => part !== laid?.parts[index])) {
      const geometry = layStage({ width, height, image, tiles, classes, templates, pixelRatio });
      laid = { parts, geometry, gaps: gapsOf(geometry, image, templates) };
      // Where the walls stand below, the stage is as high as they need; otherwise the page says how high it is, up to a point.
      const own = geometry.tall ? `${geometry.height}px` : '';
      if (element.style.height !== own) element.style.height = own;
      element.style.maxHeight = geometry.tall ? '' : `${Math.round(MOST_HEIGHT * width + 90)}px`;
    }
    return { ...laid, pixelRatio };
  }

  /** As many walls and strands as the network needs. @param {number} count @param {number} gaps */
  function fit(count, gaps) {
    while (walls.length < count) {
      const layer = walls.length;
      walls.push(
        createWall({
          testId: `wall-${layer + 1}`,
          onPoint(neuron) {
            const next = neuron === null ? null : { layer, neuron };
            if (pointed?.layer === next?.layer && pointed?.neuron === next?.neuron) return;
            pointed = next;
            draw();
          },
          onChoose: (neuron) =>
            handlers.onNeuron(
              neuron === null ? null : { layer, neuron, across: laid?.geometry.walls[layer].fieldWidth ?? 1 },
            ),
        }),
      );
    }
    while (contributed.length < gaps - 1) contributed.push(createContributionView());
  }

  function draw() {
    if (!last || size.width === 0) return;
    const { data, palette } = last;
    const { geometry, gaps, pixelRatio } = lay(data);
    fit(geometry.walls.length, gaps.length);
    const shown = shownClasses(data);
    const alive = drawStrands(data, geometry, gaps, shown, pixelRatio);
    drawWalls(data, geometry, palette, pixelRatio);
    magnify(data, geometry, palette);
    drawing.update({
      width: data.image.width,
      height: data.image.height,
      pixels: data.picture?.pixels ?? null,
      drawing: data.drawing,
      side: geometry.image,
      pixelRatio,
      ink: colours.text,
      label: words.imageWords(data),
    });
    render(template(data, geometry, gaps, shown, alive), element);
  }

  /** @param {StageData} data @param {Geometry} geometry @param {Gap[]} gaps @param {number[]} shown @param {number} pixelRatio */
  function drawStrands(data, geometry, gaps, shown, pixelRatio) {
    const { layers, activations, templates } = data;
    const first = layers[0];
    if (!first) return null;
    const sample = sampleNow(first.weights.length);
    const alive = sampled.update({
      layer: first,
      sample,
      scale: scaleFor(first.weights),
      gap: gaps[0],
      colours,
      input: activations?.[0] ?? null,
      pixelRatio,
    });
    gaps.slice(1).forEach((gap, index) => {
      const layer = layers[index + 1];
      const isLast = index === gaps.length - 2;
      contributed[index].update({
        contributions: layer && activations ? largestOf(layer, activations[index + 1]) : NONE,
        gap,
        lineOf: isLast && !templates ? (to) => shown.indexOf(to) : (to) => to,
        thick: isLast && !geometry.tall ? 3.4 : 2,
        colours,
        pixelRatio,
      });
    });
    return { alive, drawn: sample.length };
  }

  /** @param {StageData} data @param {Geometry} geometry @param {Palette} palette @param {number} pixelRatio */
  function drawWalls(data, geometry, palette, pixelRatio) {
    geometry.walls.forEach((wall, index) => {
      const chosen = data.neuron?.layer === index ? data.neuron.neuron : null;
      walls[index].update({
        wall,
        layer: data.layers[index] ?? null,
        palette,
        activations: data.templates ? (data.probabilities ?? null) : (data.activations?.[index + 1] ?? null),
        dead: deadNow(data, index),
        chosen,
        pointed: pointed?.layer === index ? pointed.neuron : null,
        colours,
        pixelRatio,
        label: words.wallWords(data, index),
      });
    });
  }

  /** The tile that is pointed at, unless a neuron is shown in detail. @param {StageData} data @param {Geometry} geometry
   * @param {Palette} palette */
  function magnify({ layers, neuron: chosen }, { walls: all }, palette) {
    const layer = pointed && layers[pointed.layer];
    if (!pointed || !layer || chosen) magnifier.hide();
    else magnifier.show({ wall: all[pointed.layer], layer, neuron: pointed.neuron, palette, ...size });
  }

  /** @param {StageData} data @param {Geometry} geometry @param {Gap[]} gaps @param {readonly number[]} shown
   * @param {{ alive: number, drawn: number } | null} alive */
  function template(data, geometry, gaps, shown, alive) {
    const { image, walls: rects, tall } = geometry;
    const { which } = data;
    const wrongFirst = last?.wrongFirst ?? false;
    return html`<div class="stage-figure" data-tall=${tall ? 'true' : nothing} data-value=${which}>
      ${sampled.element} ${contributed.slice(0, gaps.length - 1).map((one) => one.element)}
      <p
        class="stage-caption"
        .style=${above(image)}
        data-testid="stage-image"
        data-value=${data.drawing === null ? data.index : ''}
      >
        ${words.imageWords(data)}
      </p>
      <div class="draw-frame" .style=${over(image)}>${drawing.element}</div>
      ${tools.imageTools(data, geometry, wrongFirst)} ${walls.slice(0, rects.length).map((one) => one.element)}
      ${rects.map(
        (_, index) =>
          html`<p
            class="stage-caption"
            .style=${captionPlace(geometry, index)}
            data-testid=${`wall-${index + 1}-words`}
            title=${rects.length > 2 ? words.wallWords(data, index) : nothing}
          >
            ${pointed?.layer === index && rects.length === 1 ? words.neuronWords(data, pointed) : words.captionOf(data, index, tall)}
          </p>`,
      )}
      ${
        alive && !tall
          ? html`<p
              class="stage-caption stage-strand-words"
              data-testid="strands"
              data-value=${alive.alive}
              data-drawn=${alive.drawn}
              .style=${`left: ${image.left}px; width: ${rects[0].rect.left - 16}px`}
            >
              ${words.strandWords(data, alive)}
            </p>`
          : nothing
      }
      ${tools.networkTools(data, geometry, wrongFirst)} ${classRows(i18n, data, shown, geometry)}
      ${predictionLine(i18n, data, geometry)} ${magnifier.element}
      <p class="visually-hidden" id="stage-keys">${t('stage.keys')}</p>
      <p class="visually-hidden" id="stage-draw-keys">${t('stage.drawKeys')}</p>
      <p class="visually-hidden" aria-live="polite">${pointed ? words.neuronWords(data, pointed) : ''}</p>
      <p class="visually-hidden" data-testid="stage-alternative" data-value=${told.left ?? nothing}>${told.words}</p>
    </div>`;
  }

  return {
    /** @param {{ data: StageData, palette: Palette, wrongFirst: boolean }} next */
    update(next) {
      last = next;
      tell.touch();
      draw();
    },
    /** Another theme or language. */
    redraw() {
      colours = coloursNow();
      draw();
    },
  };
}

/** @type {readonly Contribution[]} */
const NONE = Object.freeze([]);

/** @param {Geometry['image']} rect */
const over = ({ left, top, width, height }) => `left: ${left}px; top: ${top}px; width: ${width}px; height: ${height}px`;
/** @param {Geometry['image']} rect */
const above = ({ left, top }) => `left: ${left}px; top: ${top - 24}px`;
/** Captions of walls stand on one line. @param {Geometry} geometry @param {number} index */
function captionPlace({ walls, tall, height, options }, index) {
  const { left, width } = walls[index].rect;
  const top = tall ? options.top - 22 : height - 22;
  return `left: ${left}px; top: ${top}px; ${walls.length > 1 ? `width: ${width + 24}px` : ''}`;
}
