// @ts-check
/**
 * The stage: the image of the moment, strands, a wall of tiles for each layer, strands, the classes.
 */

/** @import { Palette } from '../../charts/colormap.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { Neuron, OnStage, Stroke } from '../../state/moment.js' */
/** @import { LayerView } from '../../state/network.js' */
/** @import { Gap, Geometry } from './geometry.js' */
/** @import { StageData } from './model.js' */
/** @import { Contribution } from './strands.js' */
/** @import { WallColours } from './wall-view.js' */
import { html, nothing, render } from 'lit-html';
import { scaleOf } from '../../charts/colormap.js';
import { isDead, lastings } from '../../state/network.js';
import { createMemo } from '../../util/memo.js';
import { createRest } from '../../util/rest.js';
import { percent, weight } from '../../words/format.js';
import { classRows, predictionLine, predictionWords } from './classes-view.js';
import { createDrawing } from './drawing.js';
import { gapsOf, layStage } from './geometry.js';
import { shownClasses } from './model.js';
import { SAMPLES } from './samples.js';
import { createContributionView, createSampleView } from './strand-view.js';
import { contributionsOf, sampleOf } from './strands.js';
import { createWall } from './wall-view.js';

/** @typedef {WallColours & { positive: string, negative: string }} StageColours */
/** @typedef {{ onDraw: (strokes: readonly Stroke[]) => void, onStep: (steps: number) => void, onShuffle: () => void,
 *   onClear: () => void, onSample: (digit: number) => void, onWrongFirst: (wrongFirst: boolean) => void,
 *   onNetwork: (which: Exclude<OnStage, 'live'>) => void, onHold: (held: boolean) => void,
 *   onNeuron: (neuron: Neuron | null) => void }} StageHandlers */

/** Contributions that are drawn between two layers. */
const CONTRIBUTIONS = 120;
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
    told = alternative(last.data);
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
    drawing.update({
      width: data.image.width,
      height: data.image.height,
      pixels: data.picture?.pixels ?? null,
      drawing: data.drawing,
      side: geometry.image,
      pixelRatio,
      ink: colours.text,
      label: imageWords(data),
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
      scale: scaleNow(first.weights),
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
        label: wallWords(data, index),
      });
    });
  }

  /** @param {StageData} data @param {Geometry} geometry @param {Gap[]} gaps @param {readonly number[]} shown
   * @param {{ alive: number, drawn: number } | null} alive */
  function template(data, geometry, gaps, shown, alive) {
    const { image, walls: rects, tall } = geometry;
    const { which } = data;
    return html`<div class="stage-figure" data-tall=${tall ? 'true' : nothing} data-value=${which}>
      ${sampled.element} ${contributed.slice(0, gaps.length - 1).map((one) => one.element)}
      <p
        class="stage-caption"
        .style=${above(image)}
        data-testid="stage-image"
        data-value=${data.drawing === null ? data.index : ''}
      >
        ${imageWords(data)}
      </p>
      <div class="draw-frame" .style=${over(image)}>${drawing.element}</div>
      ${toolsTemplate(geometry)} ${walls.slice(0, rects.length).map((one) => one.element)}
      ${rects.map(
        (_, index) =>
          html`<p
            class="stage-caption"
            .style=${captionPlace(geometry, index)}
            data-testid=${`wall-${index + 1}-words`}
            title=${rects.length > 2 ? wallWords(data, index) : nothing}
          >
            ${captionOf(data, index)}
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
              ${strandWords(data, alive)}
            </p>`
          : nothing
      }
      ${switchTemplate(data, geometry)} ${classRows(i18n, data, shown, geometry)}
      ${predictionLine(i18n, data, geometry)}
      <p class="visually-hidden" id="stage-keys">${t('stage.keys')}</p>
      <p class="visually-hidden" id="stage-draw-keys">${t('stage.drawKeys')}</p>
      <p class="visually-hidden" aria-live="polite">${pointed ? neuronWords(data, pointed) : ''}</p>
      <p class="visually-hidden" data-testid="stage-alternative" data-value=${told.left ?? nothing}>${told.words}</p>
    </div>`;
  }

  function errorsFirst() {
    return html`<label class="stage-check" title=${t('stage.wrongFirst.help')}>
      <input
        type="checkbox"
        data-testid="image-wrong-first"
        .checked=${last?.wrongFirst ?? false}
        @change=${(/** @type {Event} */ { currentTarget }) =>
          handlers.onWrongFirst(/** @type {HTMLInputElement} */ (currentTarget).checked)}
      />
      ${t('stage.wrongFirst')}
    </label>`;
  }

  /** @param {Geometry} geometry */
  function toolsTemplate({ tools: rect, tall }) {
    const button = (
      /** @type {string} */ key,
      /** @type {string} */ testId,
      /** @type {() => void} */ onClick,
      /** @type {string} */ words,
    ) =>
      html`<button
        type="button"
        class="stage-button"
        data-testid=${testId}
        title=${t(key)}
        aria-label=${t(key)}
        @click=${onClick}
      >
        ${words}
      </button>`;
    return html`<div class="stage-tools" .style=${`left: ${rect.left}px; top: ${rect.top}px; width: ${rect.width}px`}>
      ${button('stage.previous', 'image-previous', () => handlers.onStep(-1), '‹')}
      ${button('stage.next', 'image-next', () => handlers.onStep(1), '›')}
      <button type="button" class="stage-button" data-testid="image-shuffle" @click=${handlers.onShuffle}>
        ${t('stage.shuffle')}
      </button>
      <button type="button" class="stage-button" data-testid="draw-clear" @click=${handlers.onClear}>
        ${t('stage.clear')}
      </button>
      ${tall ? nothing : errorsFirst()}
      <select
        class="stage-select"
        data-testid="draw-sample"
        aria-label=${t('stage.sample.help')}
        .value=${''}
        @change=${(/** @type {Event} */ { currentTarget }) => {
          const select = /** @type {HTMLSelectElement} */ (currentTarget);
          if (select.value !== '') handlers.onSample(Number(select.value));
          select.value = '';
        }}
      >
        <option value="">${t('stage.sample')}</option>
        ${Array.from({ length: SAMPLES }, (_, digit) => html`<option value=${digit}>${digit}</option>`)}
      </select>
    </div>`;
  }

  /** @param {StageData} data @param {Geometry} geometry */
  function switchTemplate({ which, hasTuned, held }, { options: rect, tall }) {
    const options = /** @type {const} */ (['dense', 'pruned', 'tuned']);
    const place = `left: ${rect.left}px; top: ${rect.top}px; width: ${rect.width}px`;
    return html`<div class="stage-switch" .style=${place}>
      <div
        class="segmented"
        role="group"
        data-testid="stage-network"
        data-value=${which}
        aria-label=${t('stage.network')}
      >
        ${options.map(
          (option) =>
            html`<button
              type="button"
              value=${option}
              aria-pressed=${String(option === which)}
              ?disabled=${which === 'live' || (option === 'tuned' && !hasTuned)}
              @click=${() => handlers.onNetwork(option)}
            >
              ${t(`stage.network.${option}`)}
            </button>`,
        )}
      </div>
      ${which === 'live' ? html`<span class="live-badge">${t('stage.live')}</span>` : nothing}
      <button
        type="button"
        class="stage-button stage-hold"
        data-testid="stage-compare"
        title=${t('stage.hold.help')}
        aria-pressed=${String(held)}
        @pointerdown=${() => handlers.onHold(true)}
        @pointerup=${() => handlers.onHold(false)}
        @pointercancel=${() => handlers.onHold(false)}
        @pointerleave=${() => handlers.onHold(false)}
        @blur=${() => handlers.onHold(false)}
        @keydown=${(/** @type {KeyboardEvent} */ event) => {
          if (event.key === ' ' || event.key === 'Enter') handlers.onHold(true);
        }}
        @keyup=${() => handlers.onHold(false)}
        @contextmenu=${(/** @type {Event} */ event) => event.preventDefault()}
      >
        ${t('stage.hold')}
      </button>
      ${tall ? errorsFirst() : nothing}
    </div>`;
  }

  // ---- words ----

  /** @param {StageData} data */
  function imageWords({ drawing: strokes, picture, index }) {
    if (strokes) return t('stage.drawing');
    const number = index + 1;
    const label = picture?.subject.kind === 'test' && picture.subject.index === index ? picture.label : null;
    return label === null ? t('stage.image', { number }) : t('stage.image.label', { number, label: String(label) });
  }

  /** @param {StageData} data @param {{ alive: number, drawn: number }} strands */
  function strandWords({ layers }, { alive, drawn }) {
    const total = layers[0].weights.length;
    return t(drawn < total ? 'stage.strands' : 'stage.strands.all', { drawn, total, alive });
  }

  /** @param {StageData} data @param {number} index */
  function captionOf(data, index) {
    const { tiles, templates } = data;
    if (pointed?.layer === index && tiles.length === 1) return neuronWords(data, pointed);
    if (templates) return t('stage.wall.templates', { count: tiles[0] });
    const dead = deadNow(data, index).filter(Boolean).length;
    const tight = laid?.geometry.tall ?? false;
    if (tiles.length > (tight ? 1 : 2)) return t('stage.wall.count', { count: tiles[index] });
    const key = tiles.length > 1 ? 'stage.wall.layer' : tight ? 'stage.wall.outlined' : 'stage.wall';
    return `${t(key, { count: tiles[index], layer: index + 1 })}${dead > 0 ? t('stage.wall.dead', { dead }) : ''}`;
  }

  /** @param {StageData} data @param {number} index */
  function wallWords(data, index) {
    if (data.templates) return t('stage.wall.templates', { count: data.tiles[0] });
    const active = data.activations?.[index + 1].filter((value) => value > 0).length ?? 0;
    const dead = deadNow(data, index).filter(Boolean).length;
    return t('stage.wall.alt', { layer: index + 1, count: data.tiles[index], active, dead });
  }

  /** @param {StageData} data @param {{ layer: number, neuron: number }} at */
  function neuronWords(data, { layer, neuron }) {
    const view = data.layers[layer];
    const value = data.activations?.[layer + 1]?.[neuron];
    let left = 0;
    for (let at = neuron; view && at < view.weights.length; at += view.columns) if (isThere(view, at)) left += 1;
    const params = { neuron: String(neuron), layer: layer + 1, left, of: view?.rows ?? 0 };
    if (data.templates) return t('stage.template', params);
    return value === undefined
      ? t('stage.neuron', params)
      : t('stage.neuron.active', { ...params, activation: weight(value) });
  }

  /** All that the stage shows, in words. @param {StageData} data */
  function alternative(data) {
    const language = i18n.language();
    const { layers, which } = data;
    const { first, second } = predictionWords(i18n, data);
    const left = layers.map(aliveNow);
    const words = [
      t(`stage.alt.${which}`, { ratio: percent(data.ratio, language) }),
      imageWords(data),
      `${first} ${second}`.trim(),
      ...(data.templates ? [] : data.tiles.map((_, index) => wallWords(data, index))),
      ...layers.map(({ weights }, index) =>
        t('stage.alt.layer', { layer: index + 1, left: left[index], total: weights.length }),
      ),
    ].join(' ');
    return { words, left: left.reduce((sum, count) => sum + count, 0) };
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

/** @type {Map<number, Uint32Array>} */
const samples = new Map();

/** @param {number} total */
function sampleNow(total) {
  const sample = samples.get(total) ?? sampleOf(total);
  samples.set(total, sample);
  return sample;
}

/** @type {WeakMap<Float32Array, number>} */
const scales = new WeakMap();

/** @param {Float32Array} weights */
function scaleNow(weights) {
  const scale = scales.get(weights) ?? scaleOf(weights);
  scales.set(weights, scale);
  return scale;
}

/** @type {ReturnType<typeof createMemo<readonly Contribution[]>>} */
const contributionsMade = createMemo();

/** @param {LayerView} layer @param {Float32Array} activations */
function largestOf(layer, activations) {
  return contributionsMade(layer.weights, [layer.position, layer.mask, layer.removed, activations], () =>
    contributionsOf(layer, activations, CONTRIBUTIONS),
  );
}

/** @type {ReturnType<typeof createMemo<ReturnType<typeof lastings>>>} */
const lastingsMade = createMemo();
/** @type {ReturnType<typeof createMemo<readonly boolean[]>>} */
const deadMade = createMemo();

/** Which neurons of a wall are dead. @param {StageData} data @param {number} index @returns {readonly boolean[]} */
function deadNow({ layers, tiles, templates }, index) {
  const [into, from] = [layers[index], layers[index + 1]];
  if (!into || templates) return NOBODY;
  const until = lastingsMade(into.weights, [into.position, into.mask, from.weights, from.position, from.mask], () =>
    lastings(into, from),
  );
  return deadMade(until, [into.removed, from.removed], () =>
    Array.from({ length: tiles[index] }, (_, neuron) => isDead(until, neuron, into.removed, from.removed)),
  );
}

/** @type {readonly boolean[]} */
const NOBODY = Object.freeze([]);

/** @param {LayerView} layer @param {number} index */
function isThere({ weights, position, removed, mask }, index) {
  return weights[index] !== 0 && (position ? position[index] >= removed : mask?.[index] !== 0);
}

/** How many weights of a layer are left. @param {LayerView} layer */
function aliveNow(layer) {
  let alive = 0;
  for (let index = 0; index < layer.weights.length; index += 1) if (isThere(layer, index)) alive += 1;
  return alive;
}
