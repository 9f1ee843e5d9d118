// @ts-check
/**
 * The sensitivity scan: what each layer bears while the others stay whole; and the curve of the other scope.
 */

/** @import { ShownFeature } from '../contract.js' */
import { scanPanelData } from './model.js';
import { createScanPanel } from './view.js';

/** @type {ShownFeature} */
export const scan = {
  id: 'scan',
  places: ['panel-score'],
  mount({ studies, i18n, charts }, panel) {
    const scan = createScanPanel({
      i18n,
      charts,
      onScan: studies.scan,
      onCompare: studies.compare,
      onCancelScan: () => studies.cancel('scan'),
      onCancelCompare: () => studies.cancel('compare'),
    });
    panel.append(scan.element);
    return { draw: (state) => scan.update(scanPanelData(state)), redraw: () => scan.redraw() };
  },
};
