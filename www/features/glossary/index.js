// @ts-check
/**
 * The glossary: each term of the literature in one sentence, with its source.
 */

/** @import { EntryFeature } from '../contract.js' */

/** @type {EntryFeature} */
export const glossary = {
  id: 'glossary',
  workspace: 'learn',
  texts: {
    en: { 'glossary.question': 'Glossary' },
    zh: { 'glossary.question': '术语表' },
  },
  load: () => import('./panel.js'),
};
