// @ts-check
/**
 * Few values: how many bits and how they are used, what that costs, the weights with their levels, and the runs that
 * can be made of it.
 */

/** @import { Charts } from '../../charts/chart-surface.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { Subject } from '../../state/times.js' */
/** @import { LevelData } from './chart.js' */
/** @import { Choice } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { SCHEMES } from '../../description.js';
import { segments, selectField } from '../../ui/form.js';
import { layerSegments } from '../../ui/layers.js';
import { helpWithTerm } from '../../ui/term-link.js';
import { fixed, percent, points, weight } from '../../words/format.js';
import { subjectWords } from '../../words/subject-words.js';
import { createLevelChart } from './chart.js';

/** What was measured of the choice, and the accuracy `before`. `distinct`: different values of every layer, or of each
 * output at most; `zeroed`: weights that were rounded to zero.
 * @typedef {{ before: number, accuracy: number, distinct: readonly number[], zeroed: number,
 *   most: readonly number[] | null }} Measured */
/** `source`: the network that is quantized.
 * @typedef {{ source: Subject | null, choice: Choice, layers: number, layer: number,
 *   measured: Measured | null, pending: boolean, chart: Omit<LevelData, 'label'> | null, units: number, step: number | null,
 *   zeros: number, codebook: readonly { value: number, count: number }[] | null, values: number | null, busy: boolean,
 *   fault: boolean }} QuantizeData */

/** @type {Readonly<Record<string, { formula: string, papers: readonly (readonly [string, string])[] }>>} */
const FORMULAS = Object.freeze({
  symmetric: {
    formula: 'w\u2032 = s \u00b7 clamp(round(w / s), \u2212q, q),   s = max|w| / q,   q = 2\u1d47\u207b\u00b9 \u2212 1',
    papers: [['Krishnamoorthi 2018', '1806.08342']],
  },
  affine: {
    formula:
      'w\u2032 = s \u00b7 clamp(round(w / s), \u2212z, 2\u1d47 \u2212 1 \u2212 z),   s = (max \u2212 min) / (2\u1d47 \u2212 1),   z = round(\u2212min / s)',
    papers: [['Jacob et al. 2018', '1712.05877']],
  },
  through: {
    formula: 'w \u2190 w \u2212 \u03b7 \u00b7 \u2202L/\u2202w\u2032',
    papers: [['Bengio et al. 2013', '1308.3432']],
  },
  share: {
    formula: 'min \u03a3\u2096 \u03a3 (w \u2212 c\u2096)\u00b2,   w \u2192 c\u2096',
    papers: [['Han et al. 2016', '1510.00149']],
  },
  summed: {
    formula: '\u2202L/\u2202c\u2096 = \u03a3 \u2202L/\u2202w,   w \u2192 c\u2096',
    papers: [['Han et al. 2016', '1510.00149']],
  },
});

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, charts: Charts, onChoice: (change: Partial<Choice>) => void, onLayer: (layer: number) => void,
 *   onApply: () => void, onTune: () => void, onTerm: (term: string) => void }} handlers
 */
export function createQuantizeView(element, { i18n, charts, onChoice, onLayer, onApply, onTune, onTerm }) {
  const { t } = i18n;
  const chart = createLevelChart({ charts });

  /** A row with a slider of bits. @param {string} id @param {string} label @param {number} min @param {number} value
   * @param {(value: number) => void} onInput */
  function slider(id, label, min, value, onInput) {
    const words = t('quant.bits', { bits: value });
    return html`<div class="budget-row">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        type="range"
        min=${min}
        max="8"
        step="1"
        data-testid=${id}
        aria-valuetext=${words}
        .value=${live(String(value))}
        @input=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) =>
          onInput(Number(event.currentTarget.value))}
      />
      <output for=${id} class="number">${words}</output>
    </div>`;
  }

  /** @param {Choice} choice */
  function quantizing(choice) {
    return html`<div class="budget-sliders">
        ${slider('quant-bits', t('quant.bitsOfWeight'), 2, choice.bits, (bits) => onChoice({ bits }))}
      </div>
      <div class="quant-choices">
        <span>${t('quant.levels')}</span>
        ${segments({
          testId: 'quant-levels',
          label: t('quant.levels'),
          value: choice.levels,
          options: SCHEMES.levels.map((value) => ({ value, label: t(`quant.${value}`) })),
          onChange: (value) => onChoice({ levels: value === 'affine' ? 'affine' : 'symmetric' }),
        })}
        <span>${t('quant.per')}</span>
        ${segments({
          testId: 'quant-per',
          label: t('quant.per'),
          value: choice.per,
          options: SCHEMES.per.map((value) => ({ value, label: t(`quant.${value}`) })),
          onChange: (value) => onChoice({ per: value === 'row' ? 'row' : 'tensor' }),
        })}
      </div>
      ${selectField({
        id: 'quant-activations',
        label: t('quant.activations'),
        help: helpWithTerm(i18n, t('quant.activations.help'), 'quantization', onTerm),
        value: choice.activations,
        options: SCHEMES.activations.map((value) => ({ value, label: t(`quant.activations.${value}`) })),
        onChange: (value) => onChoice({ activations: /** @type {Choice['activations']} */ (value) }),
      })}
      ${
        choice.activations === 'off'
          ? nothing
          : html`<div class="budget-sliders">
              ${slider(
                'quant-activation-bits',
                t('quant.bitsOfActivation'),
                2,
                choice.activationBits,
                (activationBits) => onChoice({ activationBits }),
              )}
            </div>`
      }`;
  }

  /** @param {Choice} choice */
  const sharing = ({ shareBits }) =>
    html`<div class="budget-sliders" role="group" aria-label=${t('quant.shareBits')}>
      ${shareBits.map((bits, layer) =>
        slider(`quant-share-${layer + 1}`, t('hist.layer', { layer: layer + 1 }), 1, bits, (value) =>
          onChoice({ shareBits: shareBits.with(layer, value) }),
        ),
      )}
    </div>`;

  /** @param {QuantizeData} data */
  function resultTemplate({ choice, measured, pending }) {
    const language = i18n.language();
    const byRow = choice.way === 'quantize' && choice.per === 'row';
    return html`<div
      class="budget-attempt"
      role="status"
      data-testid="quant-result"
      aria-busy=${pending ? 'true' : nothing}
    >
      <p class="budget-figures">
        <span
          ><strong class="number" data-testid="quant-accuracy" data-value=${measured?.accuracy ?? nothing}
            >${measured ? percent(measured.accuracy, language, 2) : '\u2026'}</strong
          >
          <span>${t('budget.right')}</span></span
        >
        <span data-testid="quant-change" data-value=${measured ? measured.accuracy - measured.before : nothing}
          >${
            measured ? t('quant.change', { points: points(measured.accuracy - measured.before, language, 2) }) : ''
          }</span
        >
      </p>
      <p class="budget-figures">
        <span
          ><strong
            class="number"
            data-testid="quant-distinct"
            data-value=${measured ? Math.max(...measured.distinct) : nothing}
            data-layers=${measured ? measured.distinct.join(' ') : nothing}
            >${measured ? measured.distinct.join(' \u00b7 ') : '\u2026'}</strong
          >
          <span>${t(byRow ? 'quant.distinct.row' : 'quant.distinct')}</span></span
        >
        <span>${measured ? t('quant.zeroed', { count: measured.zeroed }) : ''}</span>
      </p>
    </div>`;
  }

  /** @param {readonly string[]} keys */
  const formulasTemplate = (keys) =>
    html`<details class="formula">
      <summary>${t('score.formula')}</summary>
      ${keys.map((key) => {
        const { formula, papers } = FORMULAS[key];
        return html`<code>${formula}</code>
          <p class="help">
            ${papers.map(
              ([name, arxiv]) =>
                html`<a href=${`https://arxiv.org/abs/${arxiv}`} target="_blank" rel="noopener">${name}</a>`,
            )}
          </p>`;
      })}
    </details>`;

  /** What the picture shows, in words. @param {QuantizeData} data */
  function noteOf({ chart: levels, zeros, units, step, measured, layer }) {
    const most = measured?.most?.[layer] ?? null;
    return [
      t('quant.chart', { levels: levels?.levels.length ?? 0, zeros }),
      units > 1 ? t('quant.widest', { units }) : '',
      step === null ? '' : t('quant.step', { step: weight(step) }),
      most === null ? '' : t('quant.range', { most: fixed(most, i18n.language(), 2) }),
    ]
      .filter(Boolean)
      .join(' ');
  }

  /** @param {QuantizeData} data */
  function codebookTemplate({ codebook, layer }) {
    if (!codebook) return nothing;
    return html`<details class="formula">
      <summary data-testid="quant-codebook-title">
        ${t('quant.codebook', { layer: layer + 1, count: codebook.length })}
      </summary>
      <div class="codebook" tabindex="0" role="group" aria-label=${t('quant.codebook.label')}>
        <table data-testid="quant-codebook">
          <thead>
            <tr>
              <th scope="col">${t('quant.code')}</th>
              <th scope="col">${t('quant.value')}</th>
              <th scope="col">${t('quant.members')}</th>
            </tr>
          </thead>
          <tbody>
            ${codebook.map(
              ({ value, count }, code) =>
                html`<tr data-value=${count}>
                  <td class="number">${code + 1}</td>
                  <td class="number">${weight(value)}</td>
                  <td class="number">${fixed(count, i18n.language())}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  }

  /** @param {QuantizeData} data */
  function valuesTemplate({ values, layer }) {
    if (values === null) return nothing;
    const many = values === Infinity;
    return html`<p class="help">
      ${t('quant.values', { layer: layer + 1 })}
      <strong class="number" data-testid="quant-values" data-value=${many ? nothing : values}
        >${many ? t('quant.values.many') : fixed(values, i18n.language())}</strong
      >
    </p>`;
  }

  /** @param {QuantizeData} data */
  function layersTemplate(data) {
    const { layers, layer, choice, step, measured, busy, fault } = data;
    const isShare = choice.way === 'share';
    return html`<div>
      ${layerSegments(i18n, { testId: 'quant-layers', label: t('hist.layers'), count: layers, layer, onLayer })}
      <div ?hidden=${data.chart === null}>${chart.element}</div>
      <p
        class="help"
        data-testid="quant-note"
        data-step=${step ?? nothing}
        data-inputs=${measured?.most?.[layer] ?? nothing}
      >
        ${noteOf(data)}
      </p>
      ${valuesTemplate(data)} ${codebookTemplate(data)}
      <div class="compare-buttons">
        <button type="button" class="button primary" data-testid="quant-apply" ?disabled=${busy} @click=${onApply}>
          ${t(isShare ? 'quant.share.apply' : 'quant.apply')}
        </button>
        <button type="button" class="button" data-testid="quant-tune" ?disabled=${busy || fault} @click=${onTune}>
          ${t(isShare ? 'quant.share.tune' : 'quant.tune')}
        </button>
      </div>
      <p class="help">${helpWithTerm(i18n, t('quant.tune.help'), isShare ? 'codebook' : 'qat', onTerm)}</p>
    </div>`;
  }

  /** @param {QuantizeData} data */
  function template(data) {
    const { source, choice } = data;
    if (!source) return html`<p class="empty">${t('subject.none')}</p>`;
    const isShare = choice.way === 'share';
    return html`<p data-testid="quant-subject" data-run=${source.node.id} data-ratio=${source.prune?.ratio ?? nothing}>
        ${t('quant.subject', { network: subjectWords(i18n, source) })}
      </p>
      <div class="quantize-body">
        <div>
          ${segments({
            testId: 'quant-way',
            label: t('quant.way'),
            value: choice.way,
            options: [
              { value: 'quantize', label: t('quant.quantize') },
              { value: 'share', label: t('quant.share') },
            ],
            onChange: (value) => onChoice({ way: value === 'share' ? 'share' : 'quantize' }),
          })}
          <p class="help">
            ${helpWithTerm(
              i18n,
              t(isShare ? 'quant.share.help' : 'quant.quantize.help'),
              isShare ? 'weightSharing' : 'scale',
              onTerm,
            )}
          </p>
          ${isShare ? sharing(choice) : quantizing(choice)} ${resultTemplate(data)}
          ${formulasTemplate(isShare ? ['share', 'summed'] : [choice.levels, 'through'])}
        </div>
        ${layersTemplate(data)}
      </div>`;
  }

  return {
    /** @param {QuantizeData} data */
    update(data) {
      render(template(data), element);
      // Once it has its place, and so its width.
      if (data.chart)
        chart.update({ ...data.chart, label: `${t('hist.layer', { layer: data.layer + 1 })}: ${noteOf(data)}` });
    },
    redraw: chart.redraw,
  };
}
