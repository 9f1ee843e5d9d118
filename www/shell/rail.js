// @ts-check
/**
 * The rail: the four steps as tabs, each with its measured result. The chosen one is open and shows its controls, which
 * features fill; a run's progress stands where it was started.
 */

/** @import { I18n } from '../i18n/index.js' */
/** @import { Step } from '../state/state.js' */
/** @import { runData, tilesData } from './present.js' */
import { html, nothing, render } from 'lit-html';
import { kindOf } from '../ops/method.js';
import { iconOf } from '../ui/icons.js';
import { duration, fixed, percent, points } from '../words/format.js';
import { scoreKey, shapeWords } from '../words/method-words.js';
import { STEPS } from './steps.js';
import { moveTab } from './tabs.js';

/** @typedef {ReturnType<typeof tilesData>} TilesData */
/** @typedef {ReturnType<typeof runData>} RunData */

const NONE = '\u2013';

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onStep: (step: Step) => void, onTrain: () => void, onTune: () => void, onPause: () => void,
 *   onStepBatch: () => void, onStop: () => void }} handlers
 */
export function createRail(element, { i18n, onStep, onTrain, onTune, onPause, onStepBatch, onStop }) {
  const { t } = i18n;

  /** @param {KeyboardEvent} event @param {number} index */
  const onKey = (event, index) => moveTab(event, index, STEPS, onStep);

  /** A step's result: its text, which step it belongs to for colour, the value behind it, and a note below.
   * @param {TilesData} data @returns {Record<Step, { result: unknown, note: string }>} */
  function results(data) {
    const language = i18n.language();
    const dense = data.dense ?? data.liveAccuracy;
    const tuning = data.busy === 'tune';
    const tuned = tuning ? data.liveTuned : (data.tuned?.accuracy ?? null);
    /** @param {string} hook @param {number | null} shown @param {number | null} value */
    const number = (hook, shown, value) =>
      html`<span class="rail-number" data-testid=${hook} data-value=${value ?? nothing}
        >${shown === null ? NONE : percent(shown, language)}</span
      >`;
    return {
      train: {
        result: number('accuracy-dense', dense, data.dense),
        note:
          data.before > 0
            ? t('rail.before', { sparsity: percent(data.before, language) })
            : t(data.busy === 'train' ? 'rail.training' : data.dense === null ? 'rail.notYet' : 'rail.accuracy'),
      },
      score: {
        result: html`<span class="rail-words">${t(scoreKey(data.method))}</span>`,
        note: methodNote(data),
      },
      prune: {
        result: html`<span
          class="rail-number rail-pruned"
          data-testid="rail-pruned"
          data-value=${data.sparsity ?? nothing}
          >${
            data.sparsity === null
              ? NONE
              : t('chart.accuracy.readSparsity', { sparsity: percent(data.sparsity, language) })
          }</span
        >`,
        note:
          data.pruned === null || data.dense === null
            ? t(data.prunedPending ? 'rail.measuring' : 'rail.notYet')
            : t(data.before > 0 ? 'rail.difference.before' : 'rail.difference', {
                accuracy: percent(data.pruned, language),
                points: points(data.pruned - data.dense, language),
              }),
      },
      tune: {
        result: number('accuracy-finetuned', tuned, tuning ? null : tuned),
        note: tuning
          ? t('rail.tuning')
          : !data.tuned
            ? t('rail.notTuned')
            : data.tuned.left === null
              ? t('rail.tunedAt', { ratio: percent(data.tuned.ratio, language) })
              : t('rail.forgot', { left: percent(data.tuned.left, language) }),
      },
    };
  }

  /** What else there is to say of a method than its score. @param {TilesData} data */
  function methodNote({ method }) {
    const scope = kindOf(method) === 'groups' ? '' : t(`rail.${method.scope}`);
    const rule = method.rule === 'exact' ? '' : t('short.kth-value');
    return [shapeWords(i18n, method), scope, rule].filter(Boolean).join(t('short.comma'));
  }

  /** @param {RunData} data @param {'train' | 'tune'} step */
  function action({ run, canTrain, canTune }, step) {
    const train = step === 'train';
    // The darkest thing on the page is what comes next: once there is a network, that is not to train another.
    const next = train ? run === null && !canTune : true;
    return html`<div class="rail-action" data-step=${step}>
      <button
        type="button"
        class=${next ? 'button primary' : 'button'}
        data-testid=${train ? 'train' : 'finetune'}
        title=${t(train ? 'help.train' : 'help.tune')}
        ?disabled=${train ? !canTrain : !canTune}
        @click=${train ? onTrain : onTune}
      >
        ${t(train ? (run && !run.tuning ? 'run.again' : 'run.train') : 'run.tune')}
      </button>
    </div>`;
  }

  /** @param {RunData} data */
  function progress({ run }) {
    const idle = run === null || run.cancelling;
    const paused = run?.paused ?? false;
    return html`<div class="rail-run" data-step=${run?.tuning ? 'tune' : 'train'} ?hidden=${run === null}>
      <progress
        max="1"
        data-testid="run-progress"
        aria-label=${t('run.progress')}
        .value=${run && run.totalBatches > 0 ? run.batch / run.totalBatches : 0}
      ></progress>
      <p class="rail-place number">
        <span>${run ? placeWords(run) : ''}</span>
        <span>${run?.trainLoss == null ? '' : t('run.loss', { loss: fixed(run.trainLoss, i18n.language(), 3) })}</span>
        <span
          >${!run ? '' : paused ? t('run.paused') : run.secondsLeft === null ? '' : t('run.left', { time: duration(run.secondsLeft) })}</span
        >
      </p>
      <div class="rail-buttons">
        <button
          type="button"
          class="button"
          data-testid="pause"
          aria-pressed=${String(paused)}
          title=${t('help.pause')}
          ?disabled=${idle}
          @click=${onPause}
        >
          ${iconOf(paused ? 'play' : 'pause')}<span>${t(paused ? 'run.resume' : 'run.pause')}</span>
        </button>
        <button
          type="button"
          class="button"
          data-testid="step"
          title=${t('help.step')}
          ?disabled=${idle || !paused}
          @click=${onStepBatch}
        >
          ${iconOf('step')}<span>${t('run.step')}</span>
        </button>
        <button
          type="button"
          class="button"
          data-testid="cancel"
          title=${t('help.stop')}
          ?disabled=${idle}
          @click=${onStop}
        >
          ${iconOf('stop')}<span>${t('run.stop')}</span>
        </button>
      </div>
    </div>`;
  }

  /** @param {NonNullable<RunData['run']>} run */
  function placeWords({ batch, totalBatches, batchesPerEpoch, teaching }) {
    if (teaching) return t('run.teaching');
    if (totalBatches === 0 || batchesPerEpoch === 0) return t('run.starting');
    const epochs = Math.ceil(totalBatches / batchesPerEpoch);
    const epoch = Math.min(epochs, Math.floor(batch / batchesPerEpoch) + 1);
    return t('run.place', { epoch, epochs, batch, totalBatches });
  }

  /** @param {TilesData} tiles @param {RunData} run */
  function template(tiles, run) {
    const made = results(tiles);
    return html`<div class="rail-heads" role="tablist" aria-orientation="vertical" aria-label=${t('page.steps')}>
        ${STEPS.map(
          (step, index) =>
            html`<button
              type="button"
              role="tab"
              class="rail-head"
              id=${`tab-${step}`}
              data-testid=${`tab-${step}`}
              data-step=${step}
              aria-controls=${`panel-${step}`}
              aria-selected=${String(step === tiles.step)}
              tabindex=${step === tiles.step ? 0 : -1}
              ?data-busy=${tiles.busy === step}
              @click=${() => onStep(step)}
              @keydown=${(/** @type {KeyboardEvent} */ event) => onKey(event, index)}
            >
              <span class="rail-title">${index + 1} ${t(`step.${step}`)}</span>
              ${made[step].result}
              <span class="rail-note">${made[step].note}</span>
            </button>`,
        )}
      </div>
      ${STEPS.map(
        (step) =>
          html`<section
            id=${`panel-${step}`}
            role="tabpanel"
            class="rail-panel"
            data-testid=${`panel-${step}`}
            data-step=${step}
            aria-labelledby=${`tab-${step}`}
            ?hidden=${step !== tiles.step}
          ></section>`,
      )}
      ${action(run, 'train')} ${action(run, 'tune')} ${progress(run)}
      <div
        id="learning-chart"
        class="rail-learning"
        ?hidden=${tiles.step === 'score' || tiles.step === 'prune'}
      ></div>`;
  }

  return {
    /** @param {TilesData} tiles @param {RunData} run */
    update(tiles, run) {
      element.dataset.value = tiles.step;
      render(template(tiles, run), element);
    },
  };
}
