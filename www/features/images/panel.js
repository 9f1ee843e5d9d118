// @ts-check
/**
 * Test images at work: asks for the pixels of those that are in sight. Loaded on demand.
 */

/** @import { Mounted, Parts } from '../contract.js' */
import { createTestImages } from '../../engine/test-images.js';
import { testImageNow } from '../../state/moment.js';
import { countsOf, imagesCsv, imagesNow, ofClass, PAGE, slice } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createImages } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** @param {HTMLElement} element @param {Parts} parts @returns {Mounted} */
export function mount(element, { store, moment, client, i18n, save }) {
  const own = store.slice(slice);
  const pixelsOf = createTestImages({ store, client });

  const view = createImages(element, {
    i18n,
    onGroup: (group) => own.found({ group, shown: PAGE }),
    onClass: (label) => own.found({ label, shown: PAGE }),
    onMore: () => own.found({ shown: own.get().shown + PAGE }),
    onChoose: moment.show,
    onSave() {
      const now = imagesNow(store.get());
      const { group, label } = own.get();
      if (now) save(`prunelab-images-${group}.csv`, imagesCsv(ofClass(now.groups[group], label)), 'text/csv');
    },
  });
  moment.want();

  return {
    draw(state) {
      const { info } = state.data;
      const { group, label, shown } = own.get();
      const now = imagesNow(state);
      const all = now ? ofClass(now.groups[group], label) : [];
      const items = all.slice(0, shown);
      view.update({
        ratio: now?.ratio ?? null,
        counts: now && countsOf(now, label),
        group,
        label,
        items,
        left: all.length - items.length,
        classes: info?.classes ?? 0,
        size: { width: info?.width ?? 28, height: info?.height ?? 28 },
        pixels: pixelsOf(items.map(({ index }) => index)),
        onStage: testImageNow(state),
      });
    },
  };
}
