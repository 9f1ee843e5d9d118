import js from '@eslint/js';
import { defineConfig, includeIgnoreFile } from 'eslint/config';
import globals from 'globals';
import { resolve } from 'node:path';

/** End-to-end tests find things by test id and look at values, so that texts, styles and arrangement can improve. */
const BY_WORDS_OR_PLACES = [
  {
    selector:
      'CallExpression[callee.property.name=/^(getBy(Text|Role|Label|Placeholder|AltText|Title)|(all)?(textContent|innerText)s?|allTextContents|to(Contain|Have)Text|nth|first|last)$/]',
    message: 'Find it by test id; look at its data-value.',
  },
  { selector: 'Property[key.name=/^has(Not)?Text$/]', message: 'Find it by test id; look at its data-value.' },
  {
    selector:
      'CallExpression[callee.property.name="locator"] > :matches(Literal[value=/:(nth|first|last|has-text)|text=|xpath=/], TemplateLiteral:has(TemplateElement[value.raw=/:(nth|first|last|has-text)|text=|xpath=/]))',
    message: 'Give it a test id: words and places change.',
  },
  {
    // A class or an id before or behind a tag, a blank or another selector; not a point within [data-value="0.5"].
    selector:
      'CallExpression[callee.property.name="locator"] > :matches(Literal[value=/(^|[ >+~,)\\]a-z])[.#][a-z]/i], TemplateLiteral:has(TemplateElement[value.raw=/(^|[ >+~,)\\]a-z])[.#][a-z]/i]))',
    message: 'Give it a test id: classes belong to the style, ids to labels.',
  },
];

export default defineConfig([
  // What git does not track, such as a Python environment, is not ours to check.
  includeIgnoreFile(resolve(import.meta.dirname, '.gitignore')),
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-unused-vars': ['error', { varsIgnorePattern: '^_' }],
      'no-var': 'error',
      'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
    },
  },
  { files: ['www/**/*.js'], ignores: ['www/worker/**'], languageOptions: { globals: globals.browser } },
  { files: ['www/worker/**/*.js'], languageOptions: { globals: globals.worker } },
  { files: ['bench/*.js'], languageOptions: { globals: { ...globals.browser, ...globals.worker } } },
  { files: ['*.js', 'scripts/**', 'bench/*.mjs', 'tests/js/**'], languageOptions: { globals: globals.node } },
  // What Playwright's evaluate() is given runs in the page.
  { files: ['tests/e2e/**', 'bench/*.mjs'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  { files: ['tests/e2e/**'], rules: { 'no-restricted-syntax': ['error', ...BY_WORDS_OR_PLACES] } },
]);
