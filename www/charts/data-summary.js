// @ts-check
/** A data set at a glance: nine of its images, and how many there are of every class. */

/** @import { EngineClient } from '../engine/engine-client.js' */
/** @import { I18n } from '../i18n/index.js' */
/** @import { DatasetInfo } from '../protocol.js' */
import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';

import { en } from './texts.en.js';
import { zh } from './texts.zh.js';

export const texts = { en, zh };

/** @typedef {{ labels: Uint8Array, pixels: Uint8Array }} Samples */

const SAMPLES = 9;

/** Nine training images, evenly from first to last; null: they could not be had.
 * @param {Pick<EngineClient, 'request'>} client @param {DatasetInfo} info @returns {Promise<Samples | null>} */
export async function loadSamples(client, { train }) {
  const count = Math.min(SAMPLES, train);
  const indices = Uint32Array.from({ length: count }, (_, at) => Math.floor((at * train) / count));
  try {
    return await client.request('images', { split: 'train', indices });
  } catch {
    // Another data set is in use by now.
    return null;
  }
}

/** Classes that have no image at all. @param {Pick<DatasetInfo, 'trainCounts' | 'testCounts'>} info */
export const emptyClasses = ({ trainCounts, testCounts }) =>
  trainCounts.flatMap((count, label) => (count + testCounts[label] === 0 ? [label] : []));

/**
 * @param {{ i18n: I18n, info: DatasetInfo, samples: Samples | null, onTurn: (() => void) | null }} parts  `onTurn`: null where images cannot be turned
 */
export function dataSummary({ i18n: { t }, info, samples, onTurn }) {
  const { name, height, width, trainCounts, testCounts } = info;
  const there = trainCounts.filter((count) => count > 0);
  const [low, high] = [Math.min(...there), Math.max(...there)];
  const empty = emptyClasses(info);
  const isEmnist = /emnist/i.test(name) && !/transposed/.test(name);

  /** @param {number} at */
  const sample = (at) =>
    html`<figure data-testid="data-sample" data-value=${samples?.labels[at] ?? nothing}>
      <canvas
        data-testid="data-image"
        data-value=${at}
        width=${width}
        height=${height}
        ${ref((canvas) => paint(canvas, at))}
      ></canvas>
      <figcaption>${samples?.labels[at]}</figcaption>
    </figure>`;

  /** @param {Element | undefined} canvas @param {number} at */
  function paint(canvas, at) {
    const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null;
    if (!context || !samples) return;
    const image = context.createImageData(width, height);
    for (let pixel = 0; pixel < width * height; pixel += 1) {
      const grey = samples.pixels[at * width * height + pixel];
      image.data.set([grey, grey, grey, 255], 4 * pixel);
    }
    context.putImageData(image, 0, 0);
  }

  /** @param {number} count @param {number} label */
  const bar = (count, label) =>
    html`<li
      data-testid="class-count"
      data-value=${count}
      title=${t('loaded.count', { label: String(label), train: count, test: testCounts[label] })}
    >
      <span
        ${ref((element) => {
          if (element instanceof HTMLElement) element.style.height = `${(100 * count) / Math.max(1, high)}%`;
        })}
      ></span>
    </li>`;

  return html`<div class="data-summary" data-testid="data-summary">
    <div class="data-samples" role="group" aria-label=${t('loaded.samples')}>
      ${samples ? Array.from(samples.labels, (_, at) => sample(at)) : nothing}
    </div>
    <div class="data-counts">
      <p>${t('loaded.counts', { classes: there.length, low, high })}</p>
      <ol class="class-counts">
        ${trainCounts.map(bar)}
      </ol>
      ${empty.length ? html`<p data-testid="classes-empty" data-value=${empty.join(' ')}>${t('loaded.empty', { classes: listed(empty) })}</p>` : nothing}
      ${isEmnist ? html`<p>${t('loaded.emnist')}</p>` : nothing}
      ${
        onTurn
          ? html`<button type="button" class="button" data-testid="data-turn" @click=${onTurn}>
              ${t('loaded.turn')}
            </button>`
          : nothing
      }
    </div>
  </div>`;
}

/** At most twenty. @param {number[]} labels */
function listed(labels) {
  return labels.length > 20 ? `${labels.slice(0, 20).join(', ')}, \u2026` : labels.join(', ');
}
