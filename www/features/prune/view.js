// @ts-check
/**
 * Step 3: the exact ratio, and how many weights of each layer it prunes.
 */

/** @import { I18n } from '../../i18n/index.js' */
import { html, nothing, render } from 'lit-html';
import { readNumber } from '../../ops/limits.js';
import { createNumberFields } from '../../ui/form.js';
import { fixed, percent, weight } from '../../words/format.js';

/** `help`: the texts for the ratio and the threshold; `fixed`: the N:M that leaves the ratio no say.
 * @typedef {{ ratio: number, help: { ratio: string, threshold: string }, fixed: string | null, layers: { removed: number, total: number, threshold: number }[], emptied: readonly number[],
 *             pin: 'none' | 'offer' | 'pinned' }} PruneData */

const PERCENT = { min: 0, max: 100, whole: false };

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onRatio: (ratio: number) => void, onPin: (pinned: boolean) => void }} handlers
 */
export function createPrunePanel(element, { i18n, onRatio, onPin }) {
  const { t } = i18n;
  /** @type {PruneData | null} */
  let last = null;
  const number = createNumberFields(() => last && render(template(last), element));

  /** A count, and under it its share. @param {string} testId @param {number} count @param {number} total */
  const counted = (testId, count, total) =>
    html`<td>
      <span data-testid=${testId} data-value=${count}>${fixed(count, i18n.language())}</span>
      <span class="cell-note">${percent(count / total, i18n.language())}</span>
    </td>`;

  /** @param {PruneData} data */
  function template({ ratio, help, fixed: shape, layers, emptied, pin }) {
    return html`${number({
        id: 'ratio-exact',
        label: t('prune.ratio'),
        help: t(help.ratio),
        // Without rounding noise.
        value: String(Number((ratio * 100).toFixed(10))),
        read: (text) => readNumber(text, PERCENT),
        wrong: t('fault.number', { min: PERCENT.min, max: PERCENT.max }),
        disabled: shape !== null,
        onNumber: (value) => onRatio(value / 100),
      })}
      <table class="numbers">
        <caption class="visually-hidden">
          ${t('prune.table')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t('prune.layer')}</th>
            <th scope="col">${t('prune.removed')}</th>
            <th scope="col">${t('prune.left')}</th>
            <th scope="col">${t('prune.threshold')}</th>
          </tr>
        </thead>
        <tbody>
          ${layers.map(
            ({ removed, total, threshold }, index) =>
              html`<tr class=${emptied.includes(index) ? 'emptied' : nothing}>
                <th scope="row">${index + 1}</th>
                ${counted(`prune-removed-${index + 1}`, removed, total)}
                ${counted(`prune-left-${index + 1}`, total - removed, total)}
                <td>${weight(threshold)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p class="help" ?hidden=${shape === null}>${shape === null ? '' : t('slider.fixed', { shape })}</p>
      <p class="help">${t(help.threshold)}</p>
      <p class="warning" role="status" ?hidden=${emptied.length === 0}>
        ${emptied.length === 0 ? '' : t('prune.emptied', { layers: emptied.map((layer) => layer + 1) })}
      </p>
      <div class="field-button" ?hidden=${pin === 'none'}>
        <p id="pin-help" class="help">${t(pin === 'pinned' ? 'help.unpin' : 'help.pin')}</p>
        <button
          type="button"
          class="button"
          data-testid="pin"
          aria-describedby="pin-help"
          aria-pressed=${String(pin === 'pinned')}
          @click=${() => onPin(pin !== 'pinned')}
        >
          ${t(pin === 'pinned' ? 'prune.unpin' : 'prune.pin')}
        </button>
      </div>`;
  }

  return {
    /** @param {PruneData} data */
    update(data) {
      last = data;
      render(template(data), element);
    },
  };
}
