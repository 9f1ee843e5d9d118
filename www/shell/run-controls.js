// @ts-check
/**
 * Train, Fine-tune, pause, step, stop; and how far the run has come.
 */

/** @import { I18n } from '../i18n/index.js' */
import { h, icon, setAttribute, setText } from '../ui/dom.js';
import { duration, fixed } from '../words/format.js';

/** @typedef {{ primary: 'train' | 'tune', canTrain: boolean, canTune: boolean,
 *   run: { paused: boolean, teaching: boolean, cancelling: boolean, batch: number, totalBatches: number, batchesPerEpoch: number,
 *          secondsLeft: number | null, trainLoss: number | null } | null }} RunData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onTrain: () => void, onTune: () => void, onPause: () => void, onStep: () => void, onStop: () => void }} handlers
 */
export function createRunControls(element, { i18n, onTrain, onTune, onPause, onStep, onStop }) {
  const train = h('button', {
    type: 'button',
    class: 'button',
    'data-testid': 'train',
    i18nTitle: 'help.train',
    onclick: onTrain,
  });
  const tune = h('button', {
    type: 'button',
    class: 'button',
    'data-testid': 'finetune',
    i18n: 'run.tune',
    i18nTitle: 'help.tune',
    onclick: onTune,
  });
  const pauseText = h('span', {});
  const pauseIcon = h('span', { class: 'icon-slot' }, icon('pause'));
  const pause = h(
    'button',
    { type: 'button', class: 'button', 'data-testid': 'pause', i18nTitle: 'help.pause', onclick: onPause },
    pauseIcon,
    pauseText,
  );
  const step = h(
    'button',
    { type: 'button', class: 'button', i18nTitle: 'help.step', 'data-testid': 'step', onclick: onStep },
    icon('step'),
    h('span', { i18n: 'run.step' }),
  );
  const stop = h(
    'button',
    { type: 'button', class: 'button', i18nTitle: 'help.stop', 'data-testid': 'cancel', onclick: onStop },
    icon('stop'),
    h('span', { i18n: 'run.stop' }),
  );
  const bar = h('progress', { max: '1', value: '0', 'data-testid': 'run-progress', i18nLabel: 'run.progress' });
  const where = h('span', {});
  const loss = h('span', {});
  const left = h('span', {});
  element.append(
    h('div', { class: 'buttons' }, train, tune),
    h('div', { class: 'buttons three' }, pause, step, stop),
    bar,
    h('p', { class: 'run-note number' }, where, loss, left),
  );
  let wasPaused = false;

  return {
    /** @param {RunData} data */
    update({ primary, canTrain, canTune, run }) {
      setText(train, i18n.t(run && primary === 'train' ? 'run.again' : 'run.train'));
      train.disabled = !canTrain;
      tune.disabled = !canTune;
      train.classList.toggle('primary', primary === 'train');
      tune.classList.toggle('primary', primary === 'tune');
      pause.disabled = !run || run.cancelling;
      step.disabled = !run?.paused || run.cancelling;
      stop.disabled = !run || run.cancelling;
      const paused = run?.paused ?? false;
      setText(pauseText, i18n.t(paused ? 'run.resume' : 'run.pause'));
      setAttribute(pause, 'aria-pressed', String(paused));
      if (paused !== wasPaused) pauseIcon.replaceChildren(icon(paused ? 'play' : 'pause'));
      wasPaused = paused;
      bar.value = run && run.totalBatches > 0 ? run.batch / run.totalBatches : 0;
      setAttribute(bar, 'data-idle', run === null);
      setText(where, run ? place(run) : i18n.t('run.idle'));
      setText(
        loss,
        run?.trainLoss == null ? '' : i18n.t('run.loss', { loss: fixed(run.trainLoss, i18n.language(), 3) }),
      );
      setText(
        left,
        !run
          ? ''
          : run.paused
            ? i18n.t('run.paused')
            : run.secondsLeft === null
              ? ''
              : i18n.t('run.left', { time: duration(run.secondsLeft) }),
      );
    },
  };

  /** @param {NonNullable<RunData['run']>} run */
  function place({ batch, totalBatches, batchesPerEpoch, teaching }) {
    if (teaching) return i18n.t('run.teaching');
    if (totalBatches === 0 || batchesPerEpoch === 0) return i18n.t('run.starting');
    const epochs = Math.ceil(totalBatches / batchesPerEpoch);
    const epoch = Math.min(epochs, Math.floor(batch / batchesPerEpoch) + 1);
    return i18n.t('run.place', { epoch, epochs, batch, totalBatches });
  }
}
