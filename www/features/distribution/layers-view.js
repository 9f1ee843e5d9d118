// @ts-check
/** Parameters of every layer before and after: a bar for all of its weights, in it one for those that are left. */

/** @import { I18n } from '../../i18n/index.js' */
import { html } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { fixed, percent } from '../../words/format.js';

/** The page's policy forbids style attributes. @param {number} part */
const wide = (part) =>
  ref((element) => {
    if (element) /** @type {HTMLElement} */ (element).style.width = `${100 * part}%`;
  });

/** @param {I18n} i18n @param {readonly { all: number, kept: number }[]} layers */
export function layersView(i18n, layers) {
  const language = i18n.language();
  const most = Math.max(1, ...layers.map(({ all }) => all));
  return html`<table class="numbers layer-bars" data-testid="layer-weights">
    <caption>
      ${i18n.t('layers.title')}
    </caption>
    <thead>
      <tr>
        ${['layers.layer', 'layers.bar', 'layers.before', 'layers.after', 'layers.sparsity'].map(
          (key) => html`<th scope="col">${i18n.t(key)}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${layers.map(
        ({ all, kept }, index) =>
          html`<tr data-value=${index + 1}>
            <th scope="row">${index + 1}</th>
            <td class="layer-track">
              <span class="layer-all" ${wide(all / most)}><span class="layer-kept" ${wide(kept / all)}></span></span>
            </td>
            <td class="number" data-value=${all}>${fixed(all, language)}</td>
            <td class="number" data-value=${kept}>${fixed(kept, language)}</td>
            <td class="number" data-value=${1 - kept / all}>${percent(1 - kept / all, language)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
