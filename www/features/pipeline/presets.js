// @ts-check
/**
 * Pipelines that are well known, to begin with and to change. Pure.
 */

/** @import { PipelineForm, CommonForm, Stage, StageKind, StageValues } from './stages.js' */
import { createStage } from './stages.js';

/** @typedef {'textbook' | 'deep' | 'lottery' | 'student'} Preset */
/** @typedef {[kind: StageKind, set?: { training?: Partial<CommonForm>, values?: Partial<StageValues> }]} Draft */

/** @type {readonly Preset[]} */
export const PRESETS = Object.freeze(['textbook', 'deep', 'lottery', 'student']);

/** Who proposed it. @type {Readonly<Record<Preset, readonly (readonly [string, string])[]>>} */
export const PAPERS = Object.freeze({
  textbook: [['LeCun et al. 1989', '']],
  deep: [
    ['Han et al. 2016', '1510.00149'],
    ['Hinton et al. 2015', '1503.02531'],
  ],
  lottery: [['Frankle & Carbin 2019', '1803.03635']],
  student: [['Hinton et al. 2015', '1503.02531']],
});

/** Stochastic gradient descent as LeNet-300-100 likes it. @param {string} lr @param {number} epochs @returns {Partial<CommonForm>} */
const sgd = (lr, epochs) => ({
  optimizer: 'sgd',
  lr,
  momentum: '0.9',
  nesterov: false,
  weightDecay: '0.0001',
  epochs: String(epochs),
});

/** A lesson from the network as it was before pruning. @param {string} lr @param {number} epochs @returns {Draft} */
const heal = (lr, epochs) => [
  'distil',
  { training: sgd(lr, epochs), values: { teacherFrom: 'own', temperature: '3', alpha: '70' } },
];

/** Percent that go from each layer, then epochs of healing: ever more, so that the network can follow. */
const DEEP_ROUNDS = /** @type {const} */ ([
  ['65, 60, 20', 5],
  ['82, 80, 40', 5],
  ['90, 88, 55', 8],
  ['93, 91, 60', 12],
]);
/** Percent that are gone after each round: half of what is left, or more, at every one. */
const LOTTERY_ROUNDS = ['50', '75', '87.5'];

/** @type {Readonly<Record<Preset, { hidden: string, drafts: readonly Draft[] }>>} */
const DRAFTS = Object.freeze({
  textbook: {
    hidden: '256',
    drafts: [
      ['train', { training: { epochs: '10' } }],
      ['prune', { values: { ratio: '50', rule: 'kth-value' } }],
      ['fineTune', { training: { epochs: '5' } }],
    ],
  },
  deep: {
    hidden: '300, 100',
    drafts: [
      ['train', { training: sgd('0.05', 15) }],
      ['train', { training: sgd('0.005', 8) }],
      ...DEEP_ROUNDS.flatMap(
        ([ratios, epochs]) =>
          /** @type {Draft[]} */ ([['prune', { values: { scope: 'own', ratios } }], heal('0.02', epochs)]),
      ),
      heal('0.005', 8),
      heal('0.001', 4),
      ['share', { values: { codeBits: '4, 4, 5' } }],
      ['shareTune', { training: { lr: '0.0001', epochs: '4' } }],
    ],
  },
  lottery: {
    hidden: '256',
    drafts: [
      ['train', { training: { epochs: '5' } }],
      ...LOTTERY_ROUNDS.flatMap(
        (ratio) =>
          /** @type {Draft[]} */ ([
            ['prune', { values: { ratio } }],
            ['rewind'],
            ['train', { training: { epochs: '5' } }],
          ]),
      ),
    ],
  },
  student: {
    hidden: '30',
    drafts: [
      ['distil', { training: { epochs: '15' }, values: { teacher: '300, 100', teacherEpochs: '8' } }],
      ['quantizeTune', { training: { lr: '0.0005', epochs: '3' }, values: { bits: '4' } }],
    ],
  },
});

/**
 * @param {Preset} preset
 * @param {number} firstId  of its first stage; those after it count on
 * @param {string} seed
 * @returns {PipelineForm}
 */
export function presetForm(preset, firstId, seed) {
  const { hidden, drafts } = DRAFTS[preset];
  /** @type {Stage[]} */
  const stages = drafts.map(([kind, set], index) => createStage(kind, firstId + index, set));
  return { begin: 'new', hidden, seed, stages };
}
