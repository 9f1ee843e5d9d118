// @ts-check
/**
 * What each choice computes, and who proposed it. The same in every language. w is a weight, g its gradient of the mean
 * loss L of n calibration images, x an input, a a neuron's output, v the weights out of it, r the ratio, N a number of
 * weights.
 */

/** @typedef {{ formula: string, papers: readonly (readonly [string, string | null])[] }} Formula  names and arXiv numbers */

/** @type {readonly [string, string]} */
const MOLCHANOV = ['Molchanov et al. 2017', '1611.06440'];
/** @type {readonly [string, string]} */
const LI = ['Li et al. 2017', '1608.08710'];

/** @type {Readonly<Record<string, Formula>>} */
export const FORMULAS = Object.freeze({
  'shape.weights': { formula: 'w \u2190 m \u00b7 w,   m \u2208 {0, 1}', papers: [['LeCun et al. 1990', null]] },
  'shape.neurons': { formula: 'W\u2081[:, j], b\u2081[j], W\u2082[j, :] \u2192 \u2205', papers: [LI] },
  'shape.groups': { formula: 'm\u2081 + \u2026 + m\u1d39 = N', papers: [['Mishra et al. 2021', '2104.08378']] },
  'score.magnitude': { formula: 's(w) = |w|', papers: [['Han et al. 2015', '1506.02626']] },
  'score.random': { formula: 's(w) ~ U(0, 1)', papers: [] },
  'score.gradient': { formula: 's(w) = |g|,   g = \u2202L/\u2202w', papers: [] },
  'score.taylor': {
    formula: 's(w) = |w \u00b7 g|,   g = \u2202L/\u2202w',
    papers: [['SNIP: Lee et al. 2019', '1810.02340'], MOLCHANOV],
  },
  'score.fisher': {
    formula: 's(w) = w\u00b2 \u00b7 F / 2,   F = (1/n) \u03a3\u1d62 g\u1d62\u00b2',
    papers: [['Theis et al. 2018', '1801.05787']],
  },
  'score.obs': {
    formula: 's(w) = w\u00b2 / (2 (H\u207b\u00b9)\u2c7c\u2c7c),   H = X\u1d40X / n + \u03bbI',
    papers: [
      ['Hassibi & Stork 1993', null],
      ['Dong et al. 2017', '1705.07565'],
    ],
  },
  'score.wanda': {
    formula: 's(w) = |w| \u00b7 \u2016x\u2c7c\u2016\u2082',
    papers: [['Sun et al. 2024', '2306.11695']],
  },
  'score.lamp': {
    formula: 's(w) = w\u00b2 / \u03a3 u\u00b2,   |u| \u2265 |w|',
    papers: [['Lee et al. 2021', '2010.07611']],
  },
  'score.movement': {
    formula: 's(w) = \u2212\u03a3\u209c g\u209c \u00b7 w\u209c',
    papers: [['Sanh et al. 2020', '2005.07683']],
  },
  'score.l1': { formula: 's(j) = \u03a3\u1d62 |w\u1d62\u2c7c|', papers: [LI] },
  'score.l2': { formula: 's(j) = \u221a(\u03a3\u1d62 w\u1d62\u2c7c\u00b2)', papers: [LI] },
  'score.l2-in-out': {
    formula: 's(j) = \u221a(\u03a3\u1d62 w\u1d62\u2c7c\u00b2 + \u03a3\u2096 v\u2c7c\u2096\u00b2)',
    papers: [],
  },
  'score.mean-activation': { formula: 's(j) = (1/n) \u03a3 a\u2c7c', papers: [MOLCHANOV] },
  'score.apoz': { formula: 's(j) = 1 \u2212 APoZ(j) = #{a\u2c7c > 0} / n', papers: [['Hu et al. 2016', '1607.03250']] },
  'score.taylor.neurons': { formula: 's(j) = |\u03a3\u2096 v\u2c7c\u2096 \u00b7 g\u2c7c\u2096|', papers: [MOLCHANOV] },
  'score.random.neurons': { formula: 's(j) ~ U(0, 1)', papers: [] },
  'score.first': { formula: 's(j) = j', papers: [] },
  'score.layer': { formula: 'k\u2097 = round(r \u00b7 N\u2097)', papers: [['Han et al. 2015', '1506.02626']] },
  'score.global': { formula: 'k = round(r \u00b7 \u03a3\u2097 N\u2097)', papers: [] },
  'score.row': { formula: 'k = \u230ar \u00b7 inputs\u230b', papers: [['Sun et al. 2024', '2306.11695']] },
  'score.erdos-renyi': {
    formula: '1 \u2212 r\u2097 = min(1, \u03b5 \u00b7 (inputs + outputs) / (inputs \u00b7 outputs))',
    papers: [
      ['Mocanu et al. 2018', '1707.04780'],
      ['Evci et al. 2020', '1911.11134'],
    ],
  },
  'score.own': { formula: 'k\u2097 = round(r\u2097 \u00b7 N\u2097)', papers: [['Han et al. 2015', '1506.02626']] },
  'score.exact': { formula: 'k = round_half_even(r \u00b7 N)', papers: [] },
  'score.kth-value': { formula: 't = kthvalue(s, \u230ar \u00b7 N\u230b);   s < t', papers: [] },
  'method.correct': {
    formula: 'min (w\u2032 \u2212 w)\u1d40 H (w\u2032 \u2212 w)',
    papers: [
      ['Hassibi & Stork 1993', null],
      ['Kwon et al. 2022', '2204.09656'],
    ],
  },
});
