// @ts-check
/** Words and pictures of what is said about files. Loaded with the first such message. */

/** @import { Parts } from '../../features/contract.js' */
/** @import { Notice } from '../../state/state.js' */
import { nothing } from 'lit-html';
import { dataSummary, loadSamples, texts as summary } from '../../charts/data-summary.js';
import { texts as networks } from '../networks/index.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';

/** @import { Samples } from '../../charts/data-summary.js' */

export const texts = {
  en: { ...summary.en, ...networks.en, ...en },
  zh: { ...summary.zh, ...networks.zh, ...zh },
};
export const style = new URL('../../charts/data-summary.css', import.meta.url);

/**
 * What stands below a message's text.
 * @param {Pick<Parts, 'store' | 'client' | 'opening' | 'i18n'>} parts
 * @param {() => void} again  draws the messages again
 * @returns {(notice: Notice) => unknown}
 */
export function createDetails({ store, client, opening, i18n }, again) {
  /** Of the data set in use. @type {{ info: unknown, samples: Samples | null }} */
  let known = { info: null, samples: null };

  return ({ key }) => {
    const { info } = store.get().data;
    if (key !== 'notice.loaded' || !info) return nothing;
    if (known.info !== info) {
      const mine = { info, samples: /** @type {Samples | null} */ (null) };
      known = mine;
      loadSamples(client(), info).then((samples) => {
        mine.samples = samples;
        if (known === mine) again();
      });
    }
    return dataSummary({ i18n, info, samples: known.samples, onTurn: opening.turnImages });
  };
}
