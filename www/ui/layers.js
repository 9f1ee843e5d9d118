// @ts-check
/**
 * The choice of a layer, numbered from 1.
 */

/** @import { I18n } from '../i18n/index.js' */
import { segments } from './form.js';

/** An option for each layer; its value is the layer's index. @param {I18n} i18n @param {number} count */
export function layerOptions({ t }, count) {
  return Array.from({ length: count }, (_, layer) => ({
    value: String(layer),
    label: t('hist.layer', { layer: layer + 1 }),
  }));
}

/**
 * A row of buttons, one for each layer.
 * @param {I18n} i18n
 * @param {{ testId: string, label: string, count: number, layer: number, onLayer: (layer: number) => void }} choice
 */
export function layerSegments(i18n, { testId, label, count, layer, onLayer }) {
  const options = layerOptions(i18n, count);
  return segments({ testId, label, value: String(layer), options, onChange: (value) => onLayer(Number(value)) });
}
