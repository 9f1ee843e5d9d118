// @ts-check
/**
 * The sensitivity scan at work. Loaded on demand.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { State } from '../../state/state.js' */
/** @import { Parts } from '../contract.js' */
import { percent } from '../../words/format.js';
import { scanPanelData } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createScanPanel } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { studies, i18n, charts }) {
  const scan = createScanPanel(element, {
    i18n,
    charts,
    onScan: studies.scan,
    onCancel: () => studies.cancel('scan'),
  });
  return { draw: (/** @type {State} */ state) => scan.update(scanPanelData(state)), redraw: scan.redraw };
}

/** The layer that can lose most, in a line. @param {State} state @param {I18n} i18n */
export function status(state, i18n) {
  const { bears } = scanPanelData(state);
  if (bears.length === 0) return null;
  const most = bears.reduce((a, b) => (b.ratio > a.ratio ? b : a));
  return i18n.t('scan.status', { layer: most.layer + 1, ratio: percent(most.ratio, i18n.language()) });
}
