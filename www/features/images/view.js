// @ts-check
/**
 * Test images as thumbnails, group by group.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { Group, Item } from './model.js' */
import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { createThumbnail } from '../../ui/thumbnail.js';
import { fixed, percent } from '../../words/format.js';
import { GROUPS } from './model.js';

/** @typedef {{ ratio: number | null, counts: Record<Group, number> | null, group: Group, label: number | null, items: readonly Item[], left: number, classes: number,
 *   size: { width: number, height: number }, pixels: (index: number) => Uint8Array | null, onStage: number | null }} ImagesData */

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, onGroup: (group: Group) => void, onClass: (label: number | null) => void, onMore: () => void,
 *   onChoose: (index: number) => void, onSave: () => void }} handlers
 */
export function createImages(element, { i18n, onGroup, onClass, onMore, onChoose, onSave }) {
  const { t } = i18n;
  /** @type {Map<number, ReturnType<typeof createThumbnail>>} */
  let thumbnails = new Map();

  /** @param {Item} item @param {ImagesData} data */
  function thumbnail({ index }, { size, pixels }) {
    const known = thumbnails.get(index) ?? createThumbnail(size);
    thumbnails.set(index, known);
    known.show(pixels(index));
    return known.element;
  }

  /** @param {Item} item @param {ImagesData} data */
  function itemTemplate(item, data) {
    const { index, label, predicted, breaks } = item;
    const language = i18n.language();
    const changed = predicted === label ? String(label) : `${label} → ${predicted}`;
    const at = breaks === null ? t('images.never') : percent(breaks, language);
    const params = { number: index + 1, label: String(label), predicted: String(predicted), at };
    return html`<li>
      <button
        type="button"
        class="image-item"
        data-testid="images-item"
        data-index=${index}
        data-label=${label}
        data-predicted=${predicted}
        data-breaks=${breaks ?? ''}
        aria-label=${t(breaks === null ? 'images.item.never' : 'images.item', params)}
        aria-pressed=${String(data.onStage === index)}
        @click=${() => onChoose(index)}
      >
        ${thumbnail(item, data)}
        <span class="image-change">${changed}</span>
        <span class="image-breaks">${at}</span>
      </button>
    </li>`;
  }

  /** @param {ImagesData} data */
  function template(data) {
    const { ratio, counts, group, label, items, left, classes } = data;
    const language = i18n.language();
    return html`<div class="images-head">
        <div class="segmented" role="group" data-testid="images-groups" aria-label=${t('images.groups')}>
          ${GROUPS.map(
            (one) =>
              html`<button
                type="button"
                value=${one}
                data-testid=${`images-${one}`}
                data-value=${counts?.[one] ?? nothing}
                aria-pressed=${String(one === group)}
                @click=${() => onGroup(one)}
              >
                ${t(`images.${one}`)} <span class="images-count">${counts ? fixed(counts[one], language) : ''}</span>
              </button>`,
          )}
        </div>
        <select
          data-testid="images-class"
          aria-label=${t('images.class')}
          .value=${label === null ? '' : String(label)}
          @change=${(/** @type {Event} */ { currentTarget }) => {
            const { value } = /** @type {HTMLSelectElement} */ (currentTarget);
            onClass(value === '' ? null : Number(value));
          }}
        >
          <option value="">${t('images.allClasses')}</option>
          ${Array.from({ length: classes }, (_, one) => html`<option value=${one}>${t('images.ofClass', { label: String(one) })}</option>`)}
        </select>
        <button
          type="button"
          class="stage-button"
          data-testid="images-save"
          ?disabled=${items.length === 0}
          @click=${onSave}
        >
          ${t('images.save')}
        </button>
        <p class="images-note">
          ${ratio !== null ? t('images.note', { ratio: percent(ratio, language) }) : t('images.waiting')}
        </p>
      </div>
      <ul class="images-list" data-testid="images" data-ratio=${ratio ?? nothing}>
        ${repeat(
          items,
          ({ index }) => index,
          (item) => itemTemplate(item, data),
        )}
      </ul>
      ${counts && items.length === 0 ? html`<p class="empty">${t('images.none')}</p>` : nothing}
      ${
        left > 0
          ? html`<button type="button" class="stage-button" data-testid="images-more" @click=${onMore}>
              ${t('images.more', { left })}
            </button>`
          : nothing
      }`;
  }

  /** @type {{ width: number, height: number } | null} */
  let size = null;
  return {
    /** @param {ImagesData} data */
    update(data) {
      if (size?.width !== data.size.width || size.height !== data.size.height) thumbnails = new Map();
      size = data.size;
      render(template(data), element);
      const seen = new Set(data.items.map(({ index }) => index));
      for (const index of thumbnails.keys()) if (!seen.has(index)) thumbnails.delete(index);
    },
  };
}
