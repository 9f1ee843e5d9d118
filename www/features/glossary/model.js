// @ts-check
/**
 * The terms of the glossary, in groups, and where each comes from. Their names and sentences are texts. Pure.
 */

/** @import { Slice } from '../../state/slices.js' */

/** Who introduced a term or is commonly cited for it; the same in every language. `arxiv` where the paper is there.
 * @typedef {{ paper: string, arxiv?: string }} Source */

/** @type {Readonly<Record<string, Readonly<Record<string, Source>>>>} */
export const GROUPS = Object.freeze({
  pruning: {
    pruning: { paper: 'LeCun et al. 1990' },
    sparsity: { paper: 'Hoefler et al. 2021', arxiv: '2102.00554' },
    density: { paper: 'Evci et al. 2020', arxiv: '1911.11134' },
    mask: { paper: 'Han et al. 2015', arxiv: '1506.02626' },
    unstructured: { paper: 'Han et al. 2015', arxiv: '1506.02626' },
    structured: { paper: 'Li et al. 2017', arxiv: '1608.08710' },
    semiStructured: { paper: 'Mishra et al. 2021', arxiv: '2104.08378' },
  },
  scoring: {
    score: { paper: 'Mozer & Smolensky 1989' },
    magnitude: { paper: 'Han et al. 2015', arxiv: '1506.02626' },
    taylor: { paper: 'Molchanov et al. 2017', arxiv: '1611.06440' },
    fisher: { paper: 'Theis et al. 2018', arxiv: '1801.05787' },
    obs: { paper: 'Hassibi & Stork 1993' },
    wanda: { paper: 'Sun et al. 2024', arxiv: '2306.11695' },
    lamp: { paper: 'Lee et al. 2021', arxiv: '2010.07611' },
    movement: { paper: 'Sanh et al. 2020', arxiv: '2005.07683' },
    apoz: { paper: 'Hu et al. 2016', arxiv: '1607.03250' },
    layerWise: { paper: 'Han et al. 2015', arxiv: '1506.02626' },
    global: { paper: 'Blalock et al. 2020', arxiv: '2003.03033' },
    erdosRenyi: { paper: 'Mocanu et al. 2018', arxiv: '1707.04780' },
  },
  training: {
    fineTuning: { paper: 'Han et al. 2015', arxiv: '1506.02626' },
    iterative: { paper: 'Han et al. 2015', arxiv: '1506.02626' },
    gradual: { paper: 'Zhu & Gupta 2017', arxiv: '1710.01878' },
    ticket: { paper: 'Frankle & Carbin 2019', arxiv: '1803.03635' },
    rewinding: { paper: 'Frankle et al. 2020', arxiv: '1912.05671' },
    dropGrow: { paper: 'Mocanu et al. 2018', arxiv: '1707.04780' },
    distillation: { paper: 'Hinton et al. 2015', arxiv: '1503.02531' },
    temperature: { paper: 'Hinton et al. 2015', arxiv: '1503.02531' },
  },
  compression: {
    quantization: { paper: 'Jacob et al. 2018', arxiv: '1712.05877' },
    scale: { paper: 'Krishnamoorthi 2018', arxiv: '1806.08342' },
    qat: { paper: 'Jacob et al. 2018', arxiv: '1712.05877' },
    weightSharing: { paper: 'Han et al. 2016', arxiv: '1510.00149' },
    codebook: { paper: 'Han et al. 2016', arxiv: '1510.00149' },
    huffman: { paper: 'Huffman 1952' },
    csr: { paper: 'Tinney & Walker 1967' },
  },
  measuring: {
    macs: { paper: 'Sze et al. 2017', arxiv: '1703.09039' },
    confusion: { paper: 'Kohavi & Provost 1998' },
    pareto: { paper: 'Pareto 1906' },
  },
});

/** @typedef {{ id: string, source: Source }} Term */

/** All terms, in their order. @type {readonly Term[]} */
export const TERMS = Object.freeze(
  Object.values(GROUPS).flatMap((terms) => Object.entries(terms).map(([id, source]) => ({ id, source }))),
);

/** `text`: what is looked for. @type {Slice<{ form: { text: string } }>} */
export const slice = { id: 'glossary', initial: { form: { text: '' } } };

/**
 * The groups with those of their terms whose name or sentence has a text.
 * @param {string} text
 * @param {(id: string) => string} wordsOf
 * @returns {{ group: string, terms: Term[] }[]}
 */
export function found(text, wordsOf) {
  const wanted = text.trim().toLowerCase();
  return Object.entries(GROUPS)
    .map(([group, terms]) => ({
      group,
      terms: Object.entries(terms)
        .map(([id, source]) => ({ id, source }))
        .filter(({ id }) => wordsOf(id).toLowerCase().includes(wanted)),
    }))
    .filter(({ terms }) => terms.length > 0);
}
