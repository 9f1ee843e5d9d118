// @ts-check
/**
 * Test images at work: asks for the pixels of those that are in sight. Loaded on demand.
 */

/** @import { Mounted, Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
import { testImageNow } from '../../state/moment.js';
import { countsOf, imagesCsv, imagesNow, ofClass, PAGE, slice } from './model.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createImages } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** Pixels of so many images are kept. */
const KEPT = 2000;

/** @param {HTMLElement} element @param {Parts} parts @returns {Mounted} */
export function mount(element, { store, moment, client, i18n, save }) {
  const own = store.slice(slice);
  /** @type {Map<number, Uint8Array>} */
  let pixels = new Map();
  /** The data set they are of. @type {State['data']['info']} */
  let of = null;
  let asking = false;

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

  /** Fetches what is missing; the page is drawn again when it has come. @param {readonly number[]} indices */
  async function fetch(indices) {
    const missing = indices.filter((index) => !pixels.has(index));
    if (missing.length === 0 || asking) return;
    asking = true;
    const mine = pixels;
    const seen = await client().ask('images', { split: 'test', indices: Uint32Array.from(missing) });
    asking = false;
    if (!seen) return;
    const size = seen.pixels.length / missing.length;
    missing.forEach((index, at) => mine.set(index, seen.pixels.slice(at * size, (at + 1) * size)));
    for (const index of [...mine.keys()].slice(0, Math.max(0, mine.size - KEPT))) mine.delete(index);
    store.redraw();
  }

  return {
    draw(state) {
      const { info } = state.data;
      if (info !== of) [pixels, of] = [new Map(), info];
      const { group, label, shown } = own.get();
      const now = imagesNow(state);
      const all = now ? ofClass(now.groups[group], label) : [];
      const items = all.slice(0, shown);
      fetch(items.map(({ index }) => index));
      view.update({
        ratio: now?.ratio ?? null,
        counts: now && countsOf(now, label),
        group,
        label,
        items,
        left: all.length - items.length,
        classes: info?.classes ?? 0,
        size: { width: info?.width ?? 28, height: info?.height ?? 28 },
        pixels: (index) => pixels.get(index) ?? null,
        onStage: testImageNow(state),
      });
    },
  };
}
