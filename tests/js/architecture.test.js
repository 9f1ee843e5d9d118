// The directions of imports in www/, as ARCHITECTURE.md draws them, and rules a linter does not know.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { FEATURES } from '../../www/shell/registry.js';

const www = fileURLToPath(new URL('../../www', import.meta.url));

/** @typedef {{ name: string, source: ts.SourceFile, text: string, values: string[], dynamic: Set<string>,
 *   types: string[] }} File
 *  Names are paths below www/. `values` are imported at run time, `dynamic` are those that import() names, `types` only by the
 *  type checker. */

/** Where runs get their numbers. */
const NUMBERING = 'state/tree.js';

/** @type {File[]} */
const files = readdirSync(www, { recursive: true })
  .map((path) => normalize(String(path)).replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.js') && !name.startsWith('pkg/'))
  .map(read);
const byName = new Map(files.map((file) => [file.name, file]));

/** @param {string} name @returns {File} */
function read(name) {
  const text = readFileSync(join(www, name), 'utf8');
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  /** @type {string[]} */
  const values = [];
  /** @type {string[]} */
  const dynamic = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      values.push(node.moduleSpecifier.getText().slice(1, -1));
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      dynamic.push(node.arguments[0].getText().slice(1, -1));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const types = [...text.matchAll(/@import [^'"]*from ['"]([^'"]+)|import\('([^']+)'\)\./g)].map((m) => m[1] ?? m[2]);
  return {
    name,
    source,
    text,
    values: [...values, ...dynamic].filter(isOurs).map(resolve),
    dynamic: new Set(dynamic.map(resolve)),
    types: types.map(resolve),
  };

  /** Not of the one package that the page is built with. @param {string} specifier */
  function isOurs(specifier) {
    return !/^lit-html(\/|$)/.test(specifier);
  }

  /** @param {string} specifier */
  function resolve(specifier) {
    assert.match(specifier, /^\.\.?\//, `${name} imports ${specifier}: only files of www/, by relative path`);
    return relative(www, join(www, dirname(name), specifier)).replaceAll('\\', '/');
  }
}

/** @param {string} name */
const folder = (name) => (name.includes('/') ? name.slice(0, name.indexOf('/')) : '');
const isRoot = (/** @type {string} */ name) => ['main.js', 'worker/main.js'].includes(name);

/** @param {(file: File) => string[]} complain */
function forEachFile(complain) {
  const wrong = files.flatMap((file) => complain(file).map((what) => `${file.name} ${what}`));
  assert.deepEqual(wrong, []);
}

test('www/ was read', () => {
  assert.ok(byName.has('main.js') && byName.has('worker/main.js') && byName.has('protocol.js'));
});

test('every import leads to a file', () => {
  forEachFile(({ values, types }) =>
    [...values, ...types]
      .filter((name) => folder(name) !== 'pkg' && !existsSync(join(www, name)))
      .map((name) => `imports ${name}, which is not there`),
  );
});

/** What page and worker share: the words they speak, and what the crate describes. */
const SHARED = ['protocol.js', 'description.js'];

test('page and worker share nothing but protocol.js and description.js', () => {
  forEachFile(({ name, values, types }) => {
    const inWorker = folder(name) === 'worker';
    return [...values, ...types]
      .filter((other) => !SHARED.includes(other) && folder(other) !== 'pkg')
      .filter((other) => (folder(other) === 'worker') !== inWorker)
      .map((other) => `imports ${other}`);
  });
});

test('protocol.js holds no logic', () => {
  const protocol = byName.get('protocol.js');
  const statements = protocol?.source.statements.filter((statement) => !ts.isExportDeclaration(statement));
  assert.deepEqual(
    statements?.map((statement) => statement.getText()),
    [],
  );
});

/** From the top: a file imports from its own folder and from those below. */
const LAYERS = ['', 'shell', 'features', 'charts', 'ui', 'words', 'i18n', 'engine', 'state', 'ops', 'util'];

test('imports lead down', () => {
  forEachFile(({ name, values, types }) =>
    folder(name) === 'worker' || SHARED.includes(name)
      ? []
      : [...values, ...types]
          .filter((other) => !SHARED.includes(other) && folder(other) !== 'pkg')
          .filter((other) => LAYERS.indexOf(folder(other)) < LAYERS.indexOf(folder(name)))
          .map((other) => `imports ${other}`),
  );
});

/** The feature that a file belongs to. @param {string} name */
const featureOf = (name) => /^features\/([\w-]+)\//.exec(name)?.[1] ?? null;

test('no feature imports another, and only the registry names them', () => {
  forEachFile(({ name, values, types }) =>
    /^shell\/registry(\.\w+)?\.js$/.test(name)
      ? []
      : [...values, ...types]
          .filter((other) => featureOf(other) !== null && featureOf(other) !== featureOf(name))
          .map((other) => `imports ${other}`),
  );
});

test('every folder of features/ is a feature of the registry, under its own name', () => {
  const folders = [...new Set(files.flatMap(({ name }) => featureOf(name) ?? []))].sort();
  assert.deepEqual(FEATURES.map(({ id }) => id).sort(), folders);
  const named = byName.get('shell/registry.js')?.values.flatMap((name) => featureOf(name) ?? []);
  assert.deepEqual(named?.sort(), folders);
});

test('the texts of the first screen are those of the features on it', () => {
  const shown = FEATURES.filter((feature) => 'mount' in feature).map(({ id }) => id);
  for (const language of ['en', 'zh'])
    assert.deepEqual(
      byName.get(`shell/registry.${language}.js`)?.values.sort(),
      [...shown.map((id) => `features/${id}/`), 'shell/', 'words/'].map((room) => `${room}texts.${language}.js`).sort(),
    );
});

test('what is offered is not loaded at once', () => {
  const loaded = reach('main.js');
  for (const { id } of FEATURES.filter((feature) => 'load' in feature))
    assert.ok(!loaded.has(`features/${id}/panel.js`), `${id} is loaded with the page`);
});

test('views know neither the engine nor the state', () => {
  const isView = (/** @type {string} */ name) =>
    ['charts', 'ui', 'words'].includes(folder(name)) ||
    (folder(name) === 'features' && !name.endsWith('/index.js') && !name.endsWith('model.js'));
  forEachFile(({ name, values }) =>
    isView(name)
      ? values
          .filter((other) =>
            ['engine/engine-client.js', 'state/state.js', 'state/store.js', 'ops/url.js'].includes(other),
          )
          .map((other) => `imports ${other}`)
      : [],
  );
});

test('state is pure: it imports no element, no worker, no network', () => {
  // What it asks the crate is pure, too.
  const names = [...reach('state/state.js')].filter((name) => !SHARED.includes(name) && folder(name) !== 'pkg');
  for (const name of names) {
    assert.ok(['state', 'ops', 'util'].includes(folder(name)), `state.js reaches ${name}`);
    const found = globals(/** @type {File} */ (byName.get(name)).source);
    assert.deepEqual(found, [], `${name}, which state.js uses, speaks to the browser`);
  }
});

test('no import goes round in a circle', () => {
  /** @type {Set<string>} */
  const done = new Set();
  /** @param {string} name @param {string[]} path */
  const walk = (name, path) => {
    assert.ok(!path.includes(name), `circle: ${[...path, name].join(' -> ')}`);
    if (done.has(name)) return;
    for (const other of byName.get(name)?.values ?? []) walk(other, [...path, name]);
    done.add(name);
  };
  for (const { name } of files) walk(name, []);
});

test('importing a file does nothing, where it is not the beginning of a page or worker', () => {
  forEachFile(({ name, source }) => {
    if (isRoot(name)) return [];
    const wrong = [];
    for (const statement of source.statements) {
      const declares =
        ts.isImportDeclaration(statement) ||
        ts.isExportDeclaration(statement) ||
        ts.isFunctionDeclaration(statement) ||
        ts.isClassDeclaration(statement) ||
        ts.isVariableStatement(statement) ||
        ts.isExportAssignment(statement);
      if (!declares) wrong.push(`runs: ${statement.getText().slice(0, 60)}`);
      if (ts.isVariableStatement(statement))
        wrong.push(...globals(statement).map((what) => `uses ${what} when imported`));
    }
    return wrong;
  });
});

test('text enters the page as text only, and no code comes from strings', () => {
  const banned = new Set([
    'innerHTML',
    'outerHTML',
    'insertAdjacentHTML',
    'setHTMLUnsafe',
    'parseFromString',
    'createContextualFragment',
    'eval',
    'Function',
  ]);
  forEachFile(({ source }) => {
    /** @type {string[]} */
    const wrong = [];
    /** @param {ts.Node} node */
    const visit = (node) => {
      if (ts.isIdentifier(node) && banned.has(node.text) && !inComment(node)) wrong.push(`uses ${node.text}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return wrong;
  });
});

test('a run is known by one number everywhere: texts get it from runNumber', () => {
  const isNumbered = (/** @type {ts.Expression} */ value) =>
    ts.isCallExpression(value) && value.expression.getText() === 'runNumber';
  forEachFile(({ name, source }) => {
    /** @type {string[]} */
    const wrong = [];
    /** @param {ts.Node} node */
    const visit = (node) => {
      // t('...', { run: ... })
      const isText = ts.isCallExpression(node) && /(^|\.)t$/.test(node.expression.getText());
      if (isText)
        for (const params of node.arguments.filter(ts.isObjectLiteralExpression))
          for (const one of params.properties)
            if (one.name?.getText() === 'run' && !(ts.isPropertyAssignment(one) && isNumbered(one.initializer)))
              wrong.push(`tells a run by ${one.getText()}`);
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.PlusToken &&
        /(^|\.)(id|run|node|base|parent)$/.test(node.left.getText()) &&
        node.right.getText() === '1' &&
        name !== NUMBERING
      )
        wrong.push(`counts runs itself: ${node.getText()}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return wrong;
  });
});

test('every file is type-checked', () => {
  forEachFile(({ text }) => (text.startsWith('// @ts-check\n') ? [] : ['does not begin with // @ts-check']));
});

/** A file and all it imports at once. @param {string} name @param {Set<string>} seen */
function reach(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  const file = byName.get(name);
  for (const other of file?.values ?? []) if (!file?.dynamic.has(other)) reach(other, seen);
  return seen;
}

/** Names of the browser used in a node, outside the functions in it when it is a statement. @param {ts.Node} root */
function globals(root) {
  const names = new Set([
    'document',
    'window',
    'navigator',
    'localStorage',
    'location',
    'history',
    'fetch',
    'Worker',
    'postMessage',
    'setTimeout',
    'setInterval',
    'requestAnimationFrame',
    'addEventListener',
  ]);
  /** @type {string[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (!ts.isSourceFile(root) && ts.isFunctionLike(node)) return;
    const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    const isKey = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
    if (ts.isIdentifier(node) && names.has(node.text) && !isMember && !isKey && !inComment(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(root, visit);
  return found;
}

/** @param {ts.Node} node */
function inComment(node) {
  return (node.flags & ts.NodeFlags.JSDoc) !== 0;
}
