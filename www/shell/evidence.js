// @ts-check
/**
 * The evidence: views of the network at the slider, one at a time. Each is a feature that names its tab.
 */

/** @import { Feature } from '../features/contract.js' */
/** @import { I18n } from '../i18n/index.js' */
import { html, render } from 'lit-html';
import { moveTab } from './tabs.js';

/** The views there are: the ids of their places, and the texts that name them. @param {readonly Feature[]} features */
export function evidenceViews(features) {
  return features.flatMap((feature) =>
    'tab' in feature && feature.tab
      ? [{ place: 'mount' in feature ? feature.places[0] : feature.place, title: feature.tab }]
      : [],
  );
}

/**
 * @param {HTMLElement} element
 * @param {{ i18n: I18n, views: ReturnType<typeof evidenceViews>, onView: (place: string) => void }} handlers
 */
export function createEvidence(element, { i18n, views, onView }) {
  const { t } = i18n;

  const places = views.map(({ place }) => place);
  /** @param {KeyboardEvent} event @param {number} index */
  const onKey = (event, index) => moveTab(event, index, places, onView);

  return {
    /** @param {string} chosen */
    update(chosen) {
      render(
        html`<div
            class="tabs"
            role="tablist"
            aria-label=${t('page.evidence')}
            data-testid="evidence"
            data-value=${chosen}
          >
            ${views.map(
              ({ place, title }, index) =>
                html`<button
                  type="button"
                  role="tab"
                  class="tab"
                  id=${`tab-${place}`}
                  data-testid=${`tab-${place}`}
                  aria-controls=${place}
                  aria-selected=${String(place === chosen)}
                  tabindex=${place === chosen ? 0 : -1}
                  @click=${() => onView(place)}
                  @keydown=${(/** @type {KeyboardEvent} */ event) => onKey(event, index)}
                >
                  ${t(title)}
                </button>`,
            )}
          </div>
          ${views.map(
            ({ place }) =>
              html`<section
                id=${place}
                role="tabpanel"
                class="evidence-view"
                data-testid=${`section-${place}`}
                aria-labelledby=${`tab-${place}`}
                ?hidden=${place !== chosen}
              ></section>`,
          )}`,
        element,
      );
    },
  };
}
