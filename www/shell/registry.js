// @ts-check
/**
 * The features there are: the only list of them. Where several stand in one place, they stand in this order.
 */

/** @import { Feature } from '../features/contract.js' */
/** @import { Language, Table } from '../i18n/index.js' */
import { band } from '../features/band/index.js';
import { beforeAfter } from '../features/before-after/index.js';
import { budget } from '../features/budget/index.js';
import { byHand } from '../features/by-hand/index.js';
import { choose } from '../features/choose/index.js';
import { classes } from '../features/classes/index.js';
import { compare } from '../features/compare/index.js';
import { data } from '../features/data/index.js';
import { distil } from '../features/distil/index.js';
import { distribution } from '../features/distribution/index.js';
import { exports } from '../features/exports/index.js';
import { fate } from '../features/fate/index.js';
import { glossary } from '../features/glossary/index.js';
import { images } from '../features/images/index.js';
import { learn } from '../features/learn/index.js';
import { lottery } from '../features/lottery/index.js';
import { matrices } from '../features/matrices/index.js';
import { neuron } from '../features/neuron/index.js';
import { pareto } from '../features/pareto/index.js';
import { pipeline } from '../features/pipeline/index.js';
import { prune } from '../features/prune/index.js';
import { quantize } from '../features/quantize/index.js';
import { results } from '../features/results/index.js';
import { runs } from '../features/runs/index.js';
import { scan } from '../features/scan/index.js';
import { schedules } from '../features/schedules/index.js';
import { score } from '../features/score/index.js';
import { sparse } from '../features/sparse/index.js';
import { stage } from '../features/stage/index.js';
import { storage } from '../features/storage/index.js';
import { train } from '../features/train/index.js';
import { trap } from '../features/trap/index.js';
import { tune } from '../features/tune/index.js';
import { tuneMany } from '../features/tune-many/index.js';

/** @type {readonly Feature[]} */
export const FEATURES = [
  stage,
  band,
  fate,
  train,
  score,
  prune,
  schedules,
  tune,
  matrices,
  distribution,
  classes,
  images,
  beforeAfter,
  runs,
  neuron,
  byHand,
  results,
  pareto,
  choose,
  compare,
  scan,
  budget,
  tuneMany,
  trap,
  lottery,
  sparse,
  distil,
  pipeline,
  quantize,
  storage,
  data,
  exports,
  learn,
  glossary,
];

/** What the first screen says. @type {Readonly<Record<Language, () => Promise<Table>>>} */
export const TEXTS = {
  en: async () => (await import('./registry.en.js')).en,
  zh: async () => (await import('./registry.zh.js')).zh,
};
