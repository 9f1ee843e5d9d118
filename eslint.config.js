import js from '@eslint/js';
import { defineConfig, includeIgnoreFile } from 'eslint/config';
import globals from 'globals';
import { resolve } from 'node:path';

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
]);
