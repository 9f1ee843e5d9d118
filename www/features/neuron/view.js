// @ts-check
/**
 * A neuron large: its incoming weights, what it feeds, the test images it responds to most, and a button to cut or restore it.
 */

/** @import { Palette } from '../../charts/colormap.js' */
/** @import { Cell } from '../../charts/heatmap.js' */
/** @import { I18n } from '../../i18n/index.js' */
/** @import { NeuronData } from './model.js' */
/** @import { Strong } from './panel.js' */
import { html, nothing, render } from 'lit-html';
import { createHeatmap } from '../../charts/heatmap.js';
import { setHidden } from '../../ui/dom.js';
import { createThumbnail } from '../../ui/thumbnail.js';
import { createMemo } from '../../util/memo.js';
import { weight } from '../../words/format.js';

/** `across`: columns of the field. @typedef {{ data: NeuronData | null, across: number, size: { width: number, height: number },
 *   strongest: readonly Strong[] | null, palette: Palette, onStage: number | null }} ViewData */

/** Side of the field, in CSS pixels. */
const SIDE = 140;
/** Test images that a neuron responds to most. */
const NINE = 9;

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onClose: () => void, onChoose: (index: number) => void, onEdit: (keep: boolean) => void }} handlers
 */
export function createNeuronView(element, { i18n, onClose, onChoose, onEdit }) {
  const { t } = i18n;
  const field = document.createElement('div');
  field.className = 'neuron-field';
  /** @type {Cell | null} */
  let cell = null;
  /** @type {ViewData | null} */
  let shown = null;
  const heat = createHeatmap(field, {
    testId: 'neuron-field',
    onCell(next) {
      cell = next;
      if (shown) draw(shown);
    },
  });
  /** @type {ReturnType<typeof createMemo<ReturnType<typeof createThumbnail>>>} */
  const thumbnails = createMemo();
  let updating = false;

  /** @param {NeuronData} data @param {ViewData} view */
  function paintField({ incoming }, { across, palette }) {
    const rows = incoming.length;
    const shape = {
      mode: /** @type {const} */ ('fields'),
      rows,
      columns: 1,
      imageWidth: across,
      imageHeight: Math.ceil(rows / across),
      across: 1,
    };
    const mask = Uint8Array.from(incoming, (value) => Number(value !== 0));
    const factor = SIDE / Math.max(shape.imageWidth, shape.imageHeight);
    heat.update({ heat: { weights: incoming, mask, shape, factor, palette }, label: t('neuron.field') });
  }

  /** @param {NeuronData} data @param {number} across */
  function readOut({ neuron }, across) {
    if (!cell) return t('heat.hint');
    const from =
      neuron.layer === 0
        ? t('neuron.pixel', { x: cell.input % across, y: Math.floor(cell.input / across) })
        : t('neuron.input', { input: String(cell.input) });
    return cell.removed ? t('neuron.pruned', { from }) : t('neuron.weight', { from, weight: weight(cell.weight) });
  }

  /** @param {NeuronData} data */
  function feeds({ fed, feedsClasses, neuron, outgoing, outgoingLeft }) {
    const most = Math.max(...fed.map(({ weight: value }) => Math.abs(value)), 0) || 1;
    const title = feedsClasses ? t('neuron.feeds.classes') : t('neuron.feeds.layer', { layer: neuron.layer + 2 });
    return html`<h4>
        ${title} <span class="neuron-note">${t('neuron.left', { left: outgoingLeft, of: outgoing })}</span>
      </h4>
      <ol class="neuron-fed" data-testid="neuron-feeds">
        ${fed.map(({ to, weight: value, adds }) => {
          const part = (Math.abs(value) / most) * 50;
          const place = `${value < 0 ? 'right' : 'left'}: 50%; width: ${part}%`;
          return html`<li data-to=${to} data-value=${value} data-adds=${adds ?? nothing}>
            <span class="neuron-to">${to}</span>
            <span class="neuron-bar"
              ><span data-sign=${value < 0 ? 'negative' : 'positive'} .style=${place}></span
            ></span>
            <span class="neuron-weight">${weight(value)}</span>
          </li>`;
        })}
      </ol>`;
  }

  /** @param {ViewData} view */
  function strong({ strongest, size, onStage }) {
    return html`<h4>${t('neuron.strongest')}</h4>
      <ol class="neuron-images" data-testid="neuron-strongest" aria-busy=${strongest ? nothing : 'true'}>
        ${(strongest ?? Array.from({ length: NINE }, () => null)).map((one) => {
          if (!one) return html`<li class="neuron-blank"></li>`;
          const { index, label, activation, pixels } = one;
          const picture = thumbnails(one, [size.width, size.height], () => createThumbnail(size));
          picture.show(pixels);
          const params = { number: index + 1, label: String(label), activation: weight(activation) };
          return html`<li>
            <button
              type="button"
              class="neuron-image"
              data-testid="neuron-image"
              data-index=${index}
              data-label=${label}
              data-activation=${activation}
              aria-pressed=${String(onStage === index)}
              title=${t('neuron.image', params)}
              aria-label=${t('neuron.image', params)}
              @click=${() => onChoose(index)}
            >
              ${picture.element}
            </button>
          </li>`;
        })}
      </ol>`;
  }

  /** @param {NeuronData} data @param {ViewData} view */
  function template(data, view) {
    const { neuron, left, incoming, activation, isCut, editable } = data;
    const title = data.template
      ? t('neuron.title.class', { neuron: String(neuron.neuron) })
      : t('neuron.title', { neuron: String(neuron.neuron), layer: neuron.layer + 1 });
    return html`<header class="neuron-head">
        <h3
          id="neuron-title"
          tabindex="-1"
          data-testid="neuron-title"
          data-layer=${neuron.layer}
          data-neuron=${neuron.neuron}
        >
          ${title}
        </h3>
        <span class="neuron-note" data-testid="neuron-activation" data-value=${activation ?? nothing}
          >${activation === null || data.template ? '' : t('neuron.activation', { activation: weight(activation) })}</span
        >
        <button
          type="button"
          class="neuron-close"
          data-testid="neuron-close"
          aria-label=${t('neuron.close')}
          @click=${onClose}
        >
          ×
        </button>
      </header>
      <div class="neuron-body">
        <div>${field} ${data.template ? nothing : strong(view)}</div>
        <div>
          <p class="neuron-note" data-testid="neuron-left" data-value=${left}>
            ${t('neuron.incoming', { left, of: incoming.length })}
          </p>
          <p class="neuron-note neuron-read" aria-live="polite">${readOut(data, view.across)}</p>
          ${data.template ? nothing : feeds(data)}
          ${
            data.template
              ? nothing
              : html`<button
                  type="button"
                  class="button"
                  data-testid="neuron-edit"
                  data-value=${isCut ? 'restore' : 'cut'}
                  title=${t('neuron.edit.help')}
                  ?disabled=${!editable}
                  @click=${() => onEdit(isCut)}
                >
                  ${t(isCut ? 'neuron.restore' : 'neuron.cut')}
                </button>`
          }
        </div>
      </div>`;
  }

  /** @param {ViewData} view */
  function draw(view) {
    if (updating || !view.data) return;
    render(template(view.data, view), element);
  }

  return {
    /** @param {ViewData} view */
    update(view) {
      shown = view;
      setHidden(element, view.data === null);
      if (!view.data) return;
      // The field tells what is pointed at while it is painted: that is drawn once, below.
      updating = true;
      paintField(view.data, view);
      updating = false;
      draw(view);
    },
    focus() {
      const title = element.querySelector('#neuron-title');
      if (title instanceof HTMLElement) title.focus({ preventScroll: true });
    },
  };
}
