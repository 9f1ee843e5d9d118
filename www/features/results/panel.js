// @ts-check
/**
 * Results at work: asks for files, times and predictions of runs as they are wanted, and copies the table. Loaded on demand.
 */

/** @import { I18n } from '../../i18n/index.js' */
/** @import { RunNode } from '../../protocol.js' */
/** @import { Parts } from '../contract.js' */
/** @import { State } from '../../state/state.js' */
import { paletteFor } from '../../charts/colormap.js';
import { createFileSizes } from '../../engine/file-sizes.js';
import { createTestImages } from '../../engine/test-images.js';
import { createTiming } from '../../engine/timing.js';
import { createWeights } from '../../engine/weights.js';
import { difference } from '../../state/compare.js';
import { momentOf, testImageNow } from '../../state/moment.js';
import { isReady } from '../../state/select.js';
import { timeOf } from '../../state/times.js';
import { runNumber } from '../../state/tree.js';
import { opWords } from '../../words/op-words.js';
import { copied } from './copy.js';
import { answersOf, cellOf, groupsOf, PAGE, pairOf, slice, tableOf } from './model.js';
import { createPairView } from './pair-view.js';
import { en } from './texts.en.js';
import { zh } from './texts.zh.js';
import { createTableView } from './view.js';

export const texts = { en, zh };
export const style = new URL('./style.css', import.meta.url);

/** How many runs there are, for the list. @param {State} state @param {I18n} i18n */
export const status = ({ nodes }, { t }) => (nodes.size ? t('results.runs', { count: nodes.size }) : null);

/** @param {HTMLElement} element @param {Parts} parts */
export function mount(element, { store, actions, studies, moment, client, i18n, theme }) {
  const own = store.slice(slice);
  const sizes = createFileSizes({ store, client });
  const weightsOf = createWeights({ store, client });
  const timing = createTiming({ store, studies });
  const pixelsOf = createTestImages({ store, client });
  /** @type {{ parts: unknown[], made: ReturnType<typeof difference> } | null} */
  let differing = null;
  const [tableElement, pairElement] = ['div', 'section'].map((tag) => element.ownerDocument.createElement(tag));
  pairElement.setAttribute('aria-labelledby', 'pair-title');
  element.append(tableElement, pairElement);
  moment.want();
  /** Nothing is asked for while nobody looks. */
  const isShown = () => element.closest('[hidden]') === null;

  /** @param {State} state */
  const known = (state) => ({
    compact: sizes.of,
    formats: own.get().formats,
    time: (/** @type {RunNode} */ node) => timeOf(state, { node, prune: null }),
  });
  /** @param {RunNode} node */
  const wordsOf = (node) => `${runNumber(node.id)}. ${opWords(i18n, node.op)}`;
  /** @param {State} state */
  const tableNow = (state) => tableOf(state, own.get().form, known(state), wordsOf);

  /** Writes runs in every format, those that were not yet. @param {State} state */
  function write(state) {
    const { form, formats } = own.get();
    if (!groupsOf(form).includes('formats') || !isReady(state) || state.run || state.studies.jobs.files) return;
    const node = [...state.nodes.values()].find(({ id }) => !formats.has(id));
    if (!node) return;
    studies.conduct({
      study: 'files',
      base: node,
      lasting: true,
      pieces: [
        {
          work: (base) => ({ kind: 'formats', base, prune: null }),
          onDone({ formats: made }) {
            const sized = made?.rows.filter(({ huffman }) => !huffman).map(({ layout, bytes }) => [layout, bytes]);
            if (sized) own.found({ formats: new Map(own.get().formats).set(node.id, Object.fromEntries(sized)) });
          },
        },
      ],
    });
  }

  /** Asks for the class that a run gives to every test image. @param {State} state @param {readonly (RunNode | null)[]} pair */
  function predict(state, pair) {
    const node = pair.find((one) => one && !own.get().classes.has(one.id));
    if (!node || !isReady(state) || state.run || state.studies.jobs.classes) return;
    studies.conduct({
      study: 'classes',
      base: node,
      lasting: true,
      pieces: [
        {
          work: (base) => ({ kind: 'classes', base }),
          onDone({ classes }) {
            if (classes) own.found({ classes: new Map(own.get().classes).set(node.id, classes) });
          },
        },
      ],
    });
  }

  const table = createTableView(tableElement, {
    i18n,
    onChange: own.change,
    onOpen: actions.select,
    onTime: () => timing.measure(tableNow(store.get()).rows.map(({ node }) => ({ node, prune: null }))),
    onCancel: timing.cancel,
    async onCopy(format) {
      const text = copied(table.copiedOf(), format);
      try {
        await navigator.clipboard.writeText(text);
        store.dispatch({ type: 'notice', kind: 'info', key: 'results.copied' });
      } catch {
        // No clipboard without https or leave.
        store.dispatch({ type: 'notice', kind: 'error', key: 'results.notCopied' });
      }
    },
  });
  const pair = createPairView(pairElement, {
    i18n,
    onPair: (change) => own.change(change),
    onCell(cell) {
      own.found({ shown: PAGE });
      own.change({ cell });
    },
    onMore: () => own.found({ shown: own.get().shown + PAGE }),
    onImage(index) {
      moment.show(index);
      store.dispatch({ type: 'page', page: { view: 'explore' } });
    },
    onTime() {
      const { a, b } = pairOf(store.get(), own.get().form);
      timing.measure([a, b].flatMap((node) => (node ? [{ node, prune: null }] : [])));
    },
    onCancel: timing.cancel,
  });

  /** @param {RunNode} a @param {RunNode} b @param {number} layer */
  function differenceOf(a, b, layer) {
    const [of, to] = [weightsOf(a), weightsOf(b)];
    if (!of || !to) return null;
    const from = [of[layer], to[layer]];
    if (!differing?.parts.every((part, index) => part === from[index]))
      differing = { parts: from, made: difference(of[layer].weights, to[layer].weights) };
    return differing.made;
  }

  /** @param {State} state @param {RunNode | null} a @param {RunNode | null} b */
  function answersNow(state, a, b) {
    const { classes } = own.get();
    const { labels } = momentOf(state);
    const [of, to] = [a && classes.get(a.id), b && classes.get(b.id)];
    return of && to && labels ? { ...answersOf(labels, of, to), a: of, b: to, labels } : null;
  }

  return {
    /** @param {State} state */
    draw(state) {
      const { form, shown } = own.get();
      const { a, b, sameShape } = pairOf(state, form);
      if (isShown()) {
        if (groupsOf(form).includes('compact')) sizes.ask();
        write(state);
        predict(state, [a, b]);
      }
      table.update({
        ...tableNow(state),
        choice: form,
        groups: groupsOf(form),
        total: state.nodes.size,
        current: state.current,
        busy: state.run !== null,
        job: state.studies.jobs.times,
        canTime: timing.canRace(state),
        timeOf: known(state).time,
      });
      const layer = a && sameShape && form.layer > 0 ? Math.min(Math.round(form.layer), a.sizes.length - 2) : 0;
      const answers = answersNow(state, a, b);
      const all = answers?.cells[cellOf(form)] ?? [];
      const items = all.slice(0, shown);
      const { info } = state.data;
      pair.update({
        runs: [...state.nodes.values()],
        a,
        b,
        sameShape,
        layer,
        difference: a && b && sameShape ? differenceOf(a, b, layer) : null,
        palette: paletteFor(theme.resolved()),
        answers,
        cell: cellOf(form),
        items,
        left: all.length - items.length,
        pixels: pixelsOf(items),
        size: { width: info?.width ?? 28, height: info?.height ?? 28 },
        onStage: testImageNow(state),
        times: [a, b].map((node) => node && timeOf(state, { node, prune: null })),
        job: state.studies.jobs.times,
        canTime: timing.canRace(state),
      });
    },
  };
}
