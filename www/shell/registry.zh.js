// @ts-check
/** Chinese texts of the first screen: those of the features on it, and those that all may use. */

/** @import { Table } from '../i18n/index.js' */
import { zh as band } from '../features/band/texts.zh.js';
import { zh as fate } from '../features/fate/texts.zh.js';
import { zh as matrices } from '../features/matrices/texts.zh.js';
import { zh as prune } from '../features/prune/texts.zh.js';
import { zh as runs } from '../features/runs/texts.zh.js';
import { zh as schedules } from '../features/schedules/texts.zh.js';
import { zh as score } from '../features/score/texts.zh.js';
import { zh as stage } from '../features/stage/texts.zh.js';
import { zh as train } from '../features/train/texts.zh.js';
import { zh as tune } from '../features/tune/texts.zh.js';
import { zh as words } from '../words/texts.zh.js';
import { zh as shell } from './texts.zh.js';

/** @type {Table} */
export const zh = Object.freeze({
  ...shell,
  ...words,
  ...band,
  ...fate,
  ...matrices,
  ...prune,
  ...runs,
  ...schedules,
  ...score,
  ...stage,
  ...train,
  ...tune,
});
