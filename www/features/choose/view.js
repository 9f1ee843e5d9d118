// @ts-check
/**
 * Which ratio may be chosen: what the person accepts, the answer in words, and every ratio that was tried.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { Search, Trial, chooseData } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { createTunedChart } from '../../charts/tuned-plot.js';
import { LIMITS } from '../../ops/limits.js';
import { kindOf, KINDS, scopesOf, scoresOf } from '../../ops/method.js';
import { accuracyOf } from '../../state/select.js';
import { answerLines, methodLines } from '../../ui/experiment.js';
import { checkField, selectField, textField } from '../../ui/form.js';
import { studyProgress } from '../../ui/progress.js';
import { standardError } from '../../util/statistics.js';
import { bytes, fixed, percent, points } from '../../words/format.js';
import { methodName, scoreKey } from '../../words/method-words.js';
import { LADDER } from './bisect.js';
import { acceptedOf, baselineOf, chartOf, LOSS_LIMIT, speedupOf, targetOf } from './model.js';

/** @typedef {ReturnType<typeof chooseData>} ChooseData */

/** What may be said of two speeds: nothing, where the ranges of their passes overlap. @param {{ low: number, high: number }} range */
function speedKey({ low, high }) {
  if (low > 1) return 'choose.speed';
  return high < 1 ? 'choose.slower' : 'choose.alike';
}

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, charts: Charts, onForm: (change: Partial<ChooseData['form']>) => void, onBegin: () => void, onCancel: () => void,
 *   onOpen: (rung: number) => void, onExport: (rung: number) => void, onSave: () => void }} handlers
 */
export function createChoosePanel(element, { i18n, charts, onForm, onBegin, onCancel, onOpen, onExport, onSave }) {
  const { t } = i18n;
  const mount = element.ownerDocument.createElement('div');
  mount.className = 'chart-mount experiment-chart';
  /** @type {ReturnType<typeof createTunedChart> | null} */
  let chart = null;
  /** What the chart shows. @type {Search | null} */
  let drawn = null;

  /** @param {number} fraction @param {number} [digits] */
  const share = (fraction, digits = 2) => percent(fraction, i18n.language(), digits);
  /** A ratio of the ladder, as short as it can be written. @param {number} rung */
  const ratioText = (rung) => share(LADDER[rung], Number.isInteger(Number((LADDER[rung] * 100).toFixed(6))) ? 0 : 2);
  /** @param {number} difference */
  const pointsText = (difference) => points(difference, i18n.language(), 2);

  /** @param {ChooseData} data */
  function controls({ form, faults, method, movement, canBegin, job }) {
    const kind = kindOf(method);
    /** @param {'shape' | 'score' | 'scope'} name @param {string} label @param {readonly string[]} values @param {(value: string) => string} key @param {string} value */
    const choice = (name, label, values, key, value) =>
      selectField({
        id: `choose-${name}`,
        label: t(label),
        help: t(`${key(value)}.help`),
        value,
        options: values.map((one) => ({ value: one, label: t(key(one)) })),
        onChange: (chosen) => onForm({ [name]: chosen }),
      });
    const scores = scoresOf(kind).filter((score) => score !== 'movement' || movement);
    return html`<div class="experiment-controls">
      <div class="experiment-fields">
        ${textField({
          id: 'choose-loss',
          label: t('choose.loss'),
          help: t('choose.loss.help'),
          value: form.loss,
          fault: faults.includes('loss') ? t('fault.number', { min: LOSS_LIMIT.min, max: LOSS_LIMIT.max }) : null,
          onInput: (loss) => onForm({ loss }),
          onEnter: onBegin,
        })}
        ${choice(
          'shape',
          'method.shape',
          KINDS.filter((one) => one !== 'groups'),
          (one) => `shape.${one}`,
          kind,
        )}
        ${choice('score', 'choose.score', scores, (score) => scoreKey({ ...method, score: /** @type {any} */ (score) }), method.score)}
        ${choice(
          'scope',
          'choose.scope',
          scopesOf(kind).filter((one) => one !== 'own'),
          (one) => `score.${one}`,
          method.scope,
        )}
        ${textField({
          id: 'choose-epochs',
          label: t('choose.epochs'),
          help: t('choose.epochs.help'),
          value: form.epochs,
          inputMode: 'numeric',
          fault: faults.includes('epochs')
            ? t('fault.whole', { min: LIMITS.epochs.min, max: LIMITS.epochs.max })
            : null,
          onInput: (epochs) => onForm({ epochs }),
          onEnter: onBegin,
        })}
      </div>
      ${checkField({
        id: 'choose-fair',
        label: t('choose.fair'),
        help: t('choose.fair.help'),
        checked: form.fair,
        onChange: (fair) => onForm({ fair }),
      })}
      ${studyProgress({
        i18n,
        name: 'choose',
        testId: 'choose-begin',
        label: t('choose.progress'),
        begin: t('choose.begin'),
        job,
        enabled: canBegin,
        primary: true,
        onBegin,
        onCancel,
      })}
    </div>`;
  }

  /** What came out, in words. @param {Search} search @param {NonNullable<ChooseData['answer']>} answer */
  function sentence(search, { chosen, next, isTop }) {
    const { wish, dense } = search;
    const baseline = /** @type {import('../../protocol.js').Evaluation} */ (baselineOf(search));
    const from = accuracyOf(baseline);
    const loss = pointsText(wish.loss).replace('+', '');
    if (!chosen?.after)
      return t('choose.none', {
        loss,
        ratio: ratioText(0),
        dense: share(from),
        method: methodName(i18n, wish.method),
      });
    const { evaluation, bytes: size, kept, weights } = chosen.after;
    const accuracy = accuracyOf(evaluation);
    const speed = speedupOf(search.speed);
    /** @param {number} times */
    const times = (times) => fixed(times, i18n.language(), 2);
    const parts = [
      t('choose.answer', {
        ratio: ratioText(chosen.rung),
        loss,
        accuracy: share(accuracy),
        difference: pointsText(accuracy - from),
        dense: share(from),
        sparsity: share(1 - kept / weights),
      }),
      t('choose.bytes', { bytes: bytes(size, i18n.language()), dense: bytes(dense.denseBytes, i18n.language()) }),
      speed
        ? t(speedKey(speed), {
            times: times(speed.times),
            low: times(speed.low),
            high: times(speed.high),
            kernel: t(`speed.kernel.${speed.kind}`),
          })
        : t('choose.untimed'),
    ];
    if (next)
      parts.push(
        next.after
          ? t('choose.next', {
              ratio: ratioText(next.rung),
              difference: pointsText(accuracyOf(next.after.evaluation) - from),
              accuracy: share(accuracyOf(next.after.evaluation)),
            })
          : t('choose.next.diverged', { ratio: ratioText(next.rung) }),
      );
    else if (isTop) parts.push(t('choose.top', { ratio: ratioText(LADDER.length - 1) }));
    return parts.join(i18n.language() === 'zh' ? '' : ' ');
  }

  /** The chart, with the accuracy that is needed by name. @param {Search} search */
  function neededOf(search) {
    const target = targetOf(search);
    return chartOf(search, target === null ? '' : t('choose.needed', { accuracy: share(target) }));
  }

  /** @param {Search} search */
  function limits({ wish, baseline, dense }) {
    const { evaluation } = dense;
    return t(wish.fair ? 'choose.limits.fair' : 'choose.limits', {
      epochs: wish.config.epochs,
      total: baseline?.total ?? evaluation.total,
      error: points(standardError(evaluation), i18n.language(), 2).replace('+', ''),
      dense: share(accuracyOf(evaluation)),
    });
  }

  /** @param {Trial} trial @param {Search} search @param {boolean | undefined} accepted @param {boolean} isChosen @param {boolean} canOpen */
  function row({ rung, before, after }, search, accepted, isChosen, canOpen) {
    const language = i18n.language();
    const baseline = baselineOf(search);
    const accuracy = after && accuracyOf(after.evaluation);
    const difference = accuracy !== null && baseline ? accuracy - accuracyOf(baseline) : null;
    return html`<tr
      data-testid="choose-row"
      data-ratio=${LADDER[rung]}
      data-accepted=${String(accepted ?? false)}
      ?data-chosen=${isChosen}
    >
      <th scope="row">${ratioText(rung)}</th>
      <td class="number" data-value=${accuracyOf(before)}>${share(accuracyOf(before))}</td>
      <td class="number" data-value=${accuracy ?? nothing}>
        ${accuracy === null ? t('choose.diverged') : share(accuracy)}
      </td>
      <td class="number">${difference === null ? '\u2013' : pointsText(difference)}</td>
      <td class="number" data-value=${after?.bytes ?? nothing}>${after ? bytes(after.bytes, language) : '\u2013'}</td>
      <td>${accepted === undefined ? '' : t(accepted ? 'choose.accepted' : 'choose.refused')}</td>
      <td>
        <button
          type="button"
          class="link-button"
          data-testid="choose-open"
          ?disabled=${!canOpen || !after}
          aria-label=${t('choose.open.label', { ratio: ratioText(rung) })}
          @click=${() => onOpen(rung)}
        >
          ${t('choose.open')}
        </button>
      </td>
    </tr>`;
  }

  /** @param {Search} search @param {ChooseData} data */
  function results(search, { answer, canOpen }) {
    const target = targetOf(search);
    const accepted = target === null ? new Map() : acceptedOf(search);
    const trials = [...search.trials].sort((a, b) => a.rung - b.rung);
    const chosen = answer?.chosen ?? null;
    return html`${answerLines('choose-answer', answer && sentence(search, answer), {
        limits: answer ? limits(search) : '',
        value: chosen ? LADDER[chosen.rung] : null,
      })}
      ${
        chosen
          ? html`<div class="experiment-buttons">
              <button
                type="button"
                class="button"
                data-testid="choose-export"
                ?disabled=${!canOpen}
                @click=${() => onExport(chosen.rung)}
              >
                ${t('choose.export')}
              </button>
              <button
                type="button"
                class="button"
                data-testid="choose-run"
                ?disabled=${!canOpen}
                @click=${() => onOpen(chosen.rung)}
              >
                ${t('choose.run')}
              </button>
            </div>`
          : nothing
      }
      ${mount}
      <div class="scroll-x" tabindex="0" role="group" aria-label=${t('choose.table')}>
        <table class="numbers experiment-table">
          <caption>
            ${t('choose.caption', {
              method: methodName(i18n, search.wish.method),
              epochs: search.wish.config.epochs,
              target: target === null ? '\u2026' : share(target),
            })}
          </caption>
          <thead>
            <tr>
              ${['ratio', 'before', 'after', 'difference', 'bytes', 'verdict', 'run'].map(
                (name) => html`<th scope="col">${t(`choose.column.${name}`)}</th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${trials.map((trial) => row(trial, search, accepted.get(trial.rung), trial === chosen, canOpen))}
          </tbody>
        </table>
      </div>
      <button type="button" class="button" data-testid="choose-csv" ?disabled=${trials.length === 0} @click=${onSave}>
        ${t('many.save')}
      </button>`;
  }

  return {
    /** @param {ChooseData} data */
    update(data) {
      render(
        html`${methodLines(t('choose.method', { rungs: LADDER.length }))} ${controls(data)}
        ${data.search ? results(data.search, data) : nothing}`,
        element,
      );
      const { search } = data;
      if (!search) return;
      chart ??= createTunedChart(mount, { charts, testid: 'chart-choose' });
      if (search === drawn) return;
      drawn = search;
      chart.update(neededOf(search));
    },
    redraw() {
      if (drawn) chart?.update(neededOf(drawn));
      chart?.redraw();
    },
  };
}
