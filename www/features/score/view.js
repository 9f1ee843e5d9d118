// @ts-check
/**
 * Step 2: granularity, score, scope and cut-off of pruning. The lists offer only what can be combined.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Fallen } from '../../ops/method.js' */
/** @import { PruneMethod } from '../../protocol.js' */
import { html, nothing, render } from 'lit-html';
import { LIMITS, readNumber } from '../../ops/limits.js';
import {
  groupOf,
  imagesOf,
  KINDS,
  kindOf,
  MAX_GROUP,
  needsImages,
  rulesOf,
  scopesOf,
  scoresOf,
} from '../../ops/method.js';
import { checkField, createNumberFields, moreFields, selectField, textField } from '../../ui/form.js';
import { percent } from '../../words/format.js';
import { scoreKey } from '../../words/method-words.js';
import { FORMULAS } from './formulas.js';

/** `images`: training images there are; `layers`: layers that are ranked; `movement`: whether it was recorded.
 * @typedef {{ method: PruneMethod, fallen: readonly Fallen[], images: number, layers: number, movement: boolean,
 *             canNote: boolean }} MethodData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onMethod: (change: Partial<PruneMethod>) => void, onNote: () => void }} handlers
 */
export function createMethodPanel(element, { i18n, onMethod, onNote }) {
  const { t } = i18n;
  /** @type {MethodData | null} */
  let last = null;
  /** N and M as typed: together, as one alone may not go with the other yet. @type {{ keep: string, of: string } | null} */
  let typed = null;
  /** Ratios of the layers while one of them is dragged. @type {number[] | null} */
  let dragged = null;
  const number = createNumberFields(draw);

  function draw() {
    if (last) render(template(last), element);
  }

  /**
   * A list with one sentence about what is chosen.
   * @param {'shape' | 'score' | 'scope' | 'rule'} name
   * @param {string} label
   * @param {string} value
   * @param {readonly string[]} values
   * @param {(value: string) => string} key  of its text
   * @param {readonly string[]} [barred]  shown, but not to be chosen
   */
  const choice = (name, label, value, values, key, barred = []) =>
    selectField({
      id: name,
      testId: `method-${name}`,
      kind: 'method-choice',
      label,
      help: t(`${key(value)}.help`),
      value,
      options: values.map((one) => ({ value: one, label: t(key(one)), disabled: barred.includes(one) })),
      onChange: (chosen) =>
        onMethod(
          /** @type {Partial<PruneMethod>} */ ({ [name]: name === 'shape' && chosen === 'groups' ? '2:4' : chosen }),
        ),
    });

  /** A formula and its papers, folded. @param {string} of  what it is of, where that does not stand above it
   * @param {string} key */
  const formula = (of, key) =>
    html`<details class="formula">
      <summary>${of ? `${of} · ` : ''}${t('score.formula')}</summary>
      <code>${FORMULAS[key].formula}</code>
      ${
        FORMULAS[key].papers.length === 0
          ? nothing
          : html`<ul class="papers">
              ${FORMULAS[key].papers.map(
                ({ name, arxiv }) =>
                  html`<li>
                    ${
                      arxiv
                        ? html`<a href=${`https://arxiv.org/abs/${arxiv}`} target="_blank" rel="noreferrer">${name}</a>`
                        : name
                    }
                  </li>`,
              )}
            </ul>`
      }
    </details>`;

  /** @param {{ keep: number, of: number }} group */
  function pair(group) {
    const shown = typed ?? { keep: String(group.keep), of: String(group.of) };
    const wrong = typed !== null && readPair(typed) === null ? t('fault.group', { max: MAX_GROUP }) : null;
    /** @param {'keep' | 'of'} name @param {string | null} fault */
    const box = (name, fault) =>
      textField({
        id: `method-${name}`,
        label: t(`method.${name}`),
        help: t(`help.method.${name}`),
        value: shown[name],
        fault,
        inputMode: 'numeric',
        onInput(text) {
          typed = { ...shown, [name]: text };
          const shape = readPair(typed);
          if (shape) onMethod({ shape });
          draw();
        },
        onBlur({ relatedTarget }) {
          if (relatedTarget instanceof HTMLElement && relatedTarget.closest('.pair')) return;
          typed = null;
          draw();
        },
      });
    return html`<div class="fields pair">${box('keep', null)} ${box('of', wrong)}</div>`;
  }

  /** One slider a layer. @param {readonly number[]} ratios */
  function own(ratios) {
    const shown = dragged ?? ratios;
    const language = i18n.language();
    return html`<fieldset class="own">
      <legend class="visually-hidden">${t('score.own')}</legend>
      <p class="help">${t('help.method.own')}</p>
      <div class="own-rows">
        ${shown.map(
          (ratio, layer) =>
            html`<div class="own-row">
              <label for=${`own-${layer}`}>${t('hist.layer', { layer: layer + 1 })}</label>
              <input
                type="range"
                id=${`own-${layer}`}
                data-testid=${`own-${layer + 1}`}
                min="0"
                max="100"
                step="1"
                aria-valuetext=${percent(ratio, language, 0)}
                .value=${String(Math.round(ratio * 100))}
                @input=${(/** @type {{ currentTarget: HTMLInputElement }} */ { currentTarget }) => {
                  dragged = shown.map((one, at) => (at === layer ? currentTarget.valueAsNumber / 100 : one));
                  draw();
                }}
                @change=${() => {
                  const chosen = dragged;
                  dragged = null;
                  if (chosen) onMethod({ ratios: chosen });
                }}
              />
              <output for=${`own-${layer}`} class="number">${percent(ratio, language, 0)}</output>
            </div>`,
        )}
      </div>
    </fieldset>`;
  }

  /** Settings of the chosen score. @param {PruneMethod} method @param {number} most  images there are */
  function extras(method, most) {
    const { seed } = LIMITS;
    const made = [
      needsImages(method) &&
        number({
          id: 'method-images',
          label: t('method.images'),
          help: t('help.method.images'),
          value: String(imagesOf(method)),
          inputMode: 'numeric',
          read: (text) => readNumber(text, { min: 1, max: most, whole: true }),
          wrong: t('fault.whole', { min: 1, max: most }),
          onNumber: (calibration) => onMethod({ calibration }),
        }),
      method.score === 'random' &&
        number({
          id: 'method-seed',
          label: t('field.seed'),
          help: t('help.method.seed'),
          value: String(method.seed ?? 0),
          inputMode: 'numeric',
          read: (text) => readNumber(text, seed),
          wrong: t('fault.whole', { min: seed.min, max: seed.max }),
          onNumber: (value) => onMethod({ seed: value }),
        }),
      kindOf(method) !== 'neurons' &&
        (method.score === 'obs' || method.correct) &&
        checkField({
          id: 'method-correct',
          label: t('method.correct'),
          help: t('help.method.correct'),
          checked: Boolean(method.correct),
          more: formula('', 'method.correct'),
          onChange: (correct) => onMethod({ correct }),
        }),
    ].filter(Boolean);
    return made.length === 0 ? nothing : html`<div class="fields">${made}</div>`;
  }

  /** @param {MethodData} data */
  function template({ method, fallen, images, layers, movement, canNote }) {
    const kind = kindOf(method);
    const group = groupOf(method);
    const ratios = method.scope === 'own' ? (method.ratios ?? []) : [];
    const keyOf = (/** @type {string} */ value) => `score.${value}`;
    const named = (/** @type {string} */ value) => scoreKey({ ...method, score: /** @type {any} */ (value) });
    return html`<div class="method">
      ${choice('shape', t('method.shape'), kind, KINDS, (value) => `shape.${value}`)} ${group ? pair(group) : nothing}
      ${choice('score', t('score.score'), method.score, scoresOf(kind), named, movement ? [] : ['movement'])}
      ${formula('', named(method.score))} ${extras(method, Math.max(1, Math.min(images, LIMITS.calibration.max)))}
      ${scopesOf(kind).length > 1 ? choice('scope', t('score.scope'), method.scope, scopesOf(kind), keyOf) : nothing}
      ${ratios.length > 0 && ratios.length === layers ? own(ratios) : nothing}
      ${moreFields(
        'score',
        t('fields.more'),
        html`${rulesOf(kind).length > 1 ? choice('rule', t('score.rule'), method.rule, rulesOf(kind), keyOf) : nothing}
          <details class="formula" ?hidden=${kind === 'neurons' || movement}>
            <summary data-testid="method-noting">${t('method.noting')}</summary>
            <p id="note-help" class="help">${t('help.method.note')}</p>
            <button
              type="button"
              class="button"
              data-testid="note-movement"
              aria-describedby="note-help"
              ?disabled=${!canNote}
              @click=${onNote}
            >
              ${t('method.note')}
            </button>
          </details>
          ${formula(t('method.shape'), `shape.${kind}`)} ${formula(t('score.scope'), keyOf(method.scope))}
          ${formula(t('score.rule'), keyOf(method.rule))}`,
      )}
      <p
        class="fallen"
        role="status"
        data-testid="method-fallen"
        data-value=${JSON.stringify(fallen)}
        ?hidden=${fallen.length === 0}
      >
        ${fallen.map((change) => fallenWords(change, method)).join(' ')}
      </p>
    </div>`;
  }

  /** @param {Fallen} change @param {PruneMethod} method */
  function fallenWords({ what, from, to }, method) {
    const name = (/** @type {string} */ value) => t(`score.${value}`);
    const things = kindOf(method) === 'groups' ? String(method.shape) : t(`shape.${kindOf(method)}`);
    return t(`fallen.${what}`, { from: name(from), to: name(to), things });
  }

  return {
    /** @param {MethodData} data */
    update(data) {
      last = data;
      draw();
    },
  };
}

/** "N:M", or null where the two do not go together. @param {{ keep: string, of: string }} typed */
function readPair({ keep, of }) {
  const group = groupOf({
    score: 'magnitude',
    scope: 'layer',
    rule: 'exact',
    shape: `${keep.trim()}:${of.trim()}`,
  });
  return group && `${group.keep}:${group.of}`;
}
