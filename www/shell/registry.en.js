// @ts-check
/** English texts of the first screen: those of the features on it, and those that all may use. */

/** @import { Table } from '../i18n/index.js' */
import { en as band } from '../features/band/texts.en.js';
import { en as fate } from '../features/fate/texts.en.js';
import { en as matrices } from '../features/matrices/texts.en.js';
import { en as prune } from '../features/prune/texts.en.js';
import { en as runs } from '../features/runs/texts.en.js';
import { en as schedules } from '../features/schedules/texts.en.js';
import { en as score } from '../features/score/texts.en.js';
import { en as stage } from '../features/stage/texts.en.js';
import { en as train } from '../features/train/texts.en.js';
import { en as tune } from '../features/tune/texts.en.js';
import { en as words } from '../words/texts.en.js';
import { en as shell } from './texts.en.js';

/** @type {Table} */
export const en = Object.freeze({
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
