// @ts-check
/**
 * From a link, from files, or from nothing: loading a data set and doing the operations that belong to it.
 */

/** @import { Actions } from './actions.js' */
/** @import { EngineClient } from './engine-client.js' */
/** @import { LoadRequest } from './engine-pool.js' */
/** @import { Link } from '../ops/url.js' */
/** @import { DataFile, DatasetSpec, Fault, ImportOp, NetworkFile, Op, ReadNetwork, RunEnd } from '../protocol.js' */
/** @import { Store } from '../state/store.js' */
import { createDataLoader } from './data-loader.js';
import { faultNotice } from './fault-notice.js';
import { betterScale } from './pixel-scale.js';
import { isGivenUp } from './request-fault.js';
import { readSeed, writeTraining } from '../ops/forms.js';
import { encode, isLink, LinkError, parse } from '../ops/url.js';

/** @type {DatasetSpec & { source: 'digits' }} */
export const DEFAULT_DIGITS = { source: 'digits', train: 12000, test: 2000, seed: 1 };

/** How a data set is called whose images were turned; so a link to it says that. */
const TURNED = ' (transposed)';

/** Where data sets are on the web: for those who want one. */
const downloads = () => import('./downloads.js');

/**
 * @param {{ store: Store, client: () => EngineClient, actions: Actions, onData: (load: LoadRequest) => void }} parts
 *   `onData` hears of every data set that is in use now
 */
export function createOpening({ store, client, actions, onData }) {
  const data = createDataLoader({ store, client, onLoaded: onData });
  /** Network files by digest, to read again after a crash. @type {Map<string, NetworkFile>} */
  const known = new Map();
  /** A network at the scale of pixels at which it reads better. @type {NetworkFile | null} */
  let scaled = null;
  /** A link that waits for its files. @type {Link | null} */
  let waiting = null;
  /** What can be read of a link that cannot be as a whole. @type {string | null} */
  let offered = null;
  /** The address being opened; after a crash in the middle it is opened again. @type {string | null} */
  let address = null;

  function dismissPixels() {
    scaled = null;
    for (const { id, key } of store.get().notices) if (key === 'notice.pixels') store.dispatch({ type: 'dismiss', id });
  }

  /** What was said about links and the files they need is out of date. */
  function dismissStale() {
    for (const { id, key } of store.get().notices) {
      if (/^(link|notice\.needs|notice\.otherData)/.test(key)) store.dispatch({ type: 'dismiss', id });
    }
  }

  /**
   * Begins a list of operations from nothing.
   * @param {Op[]} ops
   * @returns {Promise<{ ended: Promise<RunEnd | null> } | null>} null: there is nothing to do, or a file is missing
   */
  async function replay(ops) {
    const first = ops[0];
    if (!first) return null;
    if (first.op === 'import') {
      const file = known.get(first.digest);
      if (!file) return null;
      await readNetwork(file, first.seed);
    }
    // Teachers from files, where they are at hand; the engine says which is missing.
    for (const op of ops) {
      const [teacher] = op.op === 'distil' ? op.teacher : [];
      const file = teacher?.op === 'import' && known.get(teacher.digest);
      if (file && teacher.digest !== /** @type {any} */ (first).digest) await readNetwork(file, teacher.seed);
    }
    return { ended: actions.start(null, ops) };
  }

  /** @param {Link} link */
  function takeOver(link) {
    let { seed, forms } = store.get();
    for (const op of link.ops) {
      if (op.op === 'init') {
        seed = String(op.seed);
        forms = { ...forms, train: { ...forms.train, hidden: op.hidden.join(', ') } };
      }
      if (op.op === 'train') forms = { ...forms, train: { ...forms.train, ...writeTraining(op.config) } };
      if (op.op === 'fineTune')
        forms = { ...forms, tune: { ...forms.tune, ...writeTraining(op.config), mask: op.mask } };
    }
    store.dispatch({ type: 'linkOpened', settings: { method: link.method, ratio: link.ratio, seed, forms } });
  }

  /** @param {Link} link */
  async function openLink(link) {
    if (!(await data.find(link.dataset))) {
      waiting = link;
      const name = link.dataset.source === 'files' ? link.dataset.name : '';
      const digest = link.dataset.source === 'files' ? link.dataset.digest : '';
      store.dispatch({ type: 'dataAwaited', what: name });
      store.dispatch({
        type: 'notice',
        kind: 'info',
        key: 'notice.needsData',
        params: { name, digest },
        action: { key: 'notice.openData', name: 'data' },
      });
      return;
    }
    await openOps(link);
  }

  /** @param {Link} link */
  async function openOps(link) {
    waiting = null;
    dismissStale();
    const first = link.ops[0];
    if (first?.op === 'import' && !known.has(first.digest)) {
      waiting = link;
      store.dispatch({
        type: 'notice',
        kind: 'info',
        key: 'notice.needsNetwork',
        params: { name: first.name, digest: first.digest },
        action: { key: 'notice.openData', name: 'data' },
      });
      return;
    }
    await actions.cancel();
    takeOver(link);
    const run = await replay(link.ops);
    if (!run || !link.pinned) return;
    const end = await run.ended;
    if (end && !end.cancelled) store.dispatch({ type: 'pin', node: end.node });
  }

  /** @param {NetworkFile} file @param {number} seed @returns {Promise<ImportOp | null>} */
  async function readNetwork(file, seed) {
    const read = await client().ask('importModel', { ...file, seed });
    return read && take(file, read);
  }

  /** Remembers the file of a network that was read, and tells what was done to it. @param {NetworkFile} file
   * @param {ReadNetwork} read */
  function take(file, { op, remarks, scales }) {
    if (known.has(op.digest)) return op;
    known.set(op.digest, file);
    for (const { code, params } of remarks) {
      const told = { file: file.name, ...params };
      store.dispatch({ type: 'notice', kind: 'info', key: `remark.network-${code}`, params: told });
    }
    const better = betterScale(scales);
    if (!better) return op;
    scaled = { ...file, pixels: better.scale };
    store.dispatch({
      type: 'notice',
      kind: 'info',
      key: 'notice.pixels',
      params: { file: file.name, scale: `pixels-${better.scale}`, now: better.now, then: better.then },
      action: { key: 'notice.pixels.fold', name: 'fold-pixels' },
    });
    return op;
  }

  /** The network that a link waits for, if that is this one at another scale of pixels. @param {NetworkFile} file
   * @param {ImportOp} op */
  async function asAwaited(file, op) {
    const first = waiting?.ops[0];
    const digest = first?.op === 'import' ? first.digest : '';
    if (!digest.startsWith(`${op.digest}-`)) return op;
    return (await readNetwork({ ...file, pixels: digest.slice(op.digest.length + 1) }, file.seed)) ?? op;
  }

  /** The seed of what may be drawn on a network from a file. */
  const seedNow = () => readSeed(store.get().seed) ?? 0;

  /** @param {Link | null} link @param {ImportOp} op */
  const beginsWith = (link, op) => link?.ops[0]?.op === 'import' && link.ops[0].digest === op.digest;

  /** Networks that were chosen together: all are opened, or nothing changes. @param {NetworkFile[]} files */
  async function openNetworks(files) {
    if (!store.get().data.info) {
      store.dispatch({ type: 'notice', kind: 'error', key: 'error.no-dataset' });
      return;
    }
    /** @type {ImportOp[]} */
    const ops = [];
    for (const file of files) {
      const op = await readNetwork(file, file.seed);
      if (!op) return;
      ops.push(await asAwaited(file, op));
    }
    for (const { id, key } of store.get().notices)
      if (key.startsWith('error.')) store.dispatch({ type: 'dismiss', id });
    const link = waiting;
    const isAwaited = link !== null && data.isLoaded(link.dataset) && ops.some((op) => beginsWith(link, op));
    if (isAwaited) await openOps(link);
    await startWith(ops.filter((op) => !isAwaited || !beginsWith(link, op)));
  }

  /** Puts networks that were read into the list of runs, one after another. @param {ImportOp[]} ops */
  async function startWith(ops) {
    if (ops.length) await actions.cancel();
    for (const op of ops) await actions.start(null, [op]);
  }

  /**
   * A data set, and networks if some were chosen together with it: all are opened, or nothing changes.
   * @param {string} name
   * @param {DataFile[]} files
   * @param {NetworkFile[]} [networks]
   */
  async function openData(name, files, networks = []) {
    const link = waiting;
    const turned = name.endsWith(TURNED);
    const loaded = await data.load({ name: 'loadFiles', params: { name, files, turned } }, networks);
    if (!loaded) return false;
    /** @type {ImportOp[]} */
    const ops = [];
    for (const [at, read] of loaded.networks.entries())
      ops.push(await asAwaited(networks[at], take(networks[at], read)));
    dismissStale();
    const isAwaited = link !== null && data.isLoaded(link.dataset);
    if (isAwaited) await openOps(link);
    else if (link?.dataset.source === 'files') tellOtherData(link.dataset);
    else if (!ops.length) actions.train();
    await startWith(ops.filter((op) => !isAwaited || !beginsWith(link, op)));
    return true;
  }

  /** Not the data set that a link waits for. @param {DatasetSpec & { source: 'files' }} wanted */
  function tellOtherData({ name, digest }) {
    const spec = store.get().data.info?.spec;
    const found = spec?.source === 'files' ? spec.digest : '';
    store.dispatch({ type: 'notice', kind: 'error', key: 'notice.otherData', params: { name, digest, found } });
  }

  /** @param {string} hash */
  async function openHash(hash) {
    address = hash;
    waiting = null;
    dismissStale();
    try {
      const link = parse(hash);
      if (!link) {
        if (await data.load({ name: 'loadDigits', params: { spec: DEFAULT_DIGITS } })) actions.train();
      } else {
        await openLink(link);
        if (link.ops.length === 0 && !waiting) actions.train();
      }
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      await tellUnreadable(hash, error);
      if (!store.get().data.info && (await data.load({ name: 'loadDigits', params: { spec: DEFAULT_DIGITS } })))
        actions.train();
    }
    address = null;
  }

  /** Names the piece of a link that cannot be read, and offers what can. @param {string} hash @param {LinkError} fault */
  async function tellUnreadable(hash, { code, params }) {
    const { info } = store.get().data;
    const { readablePart } = await import('../ops/link-mend.js');
    const settings = { ops: [], method: store.get().method, ratio: 0, pinned: false };
    const [dataPart] = encode({ ...settings, dataset: info?.spec ?? DEFAULT_DIGITS }).split('&');
    offered = readablePart(hash, isLink, dataPart);
    store.dispatch({
      type: 'notice',
      kind: 'error',
      key: `link.${code}`,
      params: { ...params, then: info ? 'link-stays' : 'link-starts' },
      action: offered === null ? undefined : { key: 'link.rest', name: 'link-rest' },
    });
  }

  /** Whatever was interrupted has been replaced by what interrupted it. @param {Promise<unknown>} work */
  async function quietly(work) {
    try {
      await work;
    } catch (error) {
      if (!isGivenUp(error)) throw error;
    }
  }

  return {
    /**
     * Opens what the address says; without a word of it, the built-in digits and a first training.
     * @param {string} hash
     */
    openHash: (hash) => quietly(openHash(hash)),

    /** Opens what can be read of the link that could not be. */
    openOffered: () => quietly(openHash(offered ?? '')),

    /** @param {string} name @param {DataFile[]} files  @returns {Promise<boolean>} whether they are in use */
    async openData(name, files) {
      let used = false;
      address = null;
      await quietly(
        openData(name, files).then((is) => {
          used = is;
        }),
      );
      return used;
    },

    /** @param {DatasetSpec & { source: 'digits' }} spec */
    openDigits(spec) {
      address = null;
      waiting = null;
      dismissStale();
      return quietly(
        data.load({ name: 'loadDigits', params: { spec } }).then((is) => {
          if (is) actions.train();
        }),
      );
    },

    /** Files that were dropped or chosen, data and networks in any mixture. @param {readonly DataFile[]} chosen */
    async openFiles(chosen) {
      address = null;
      const { nameOf, sortFiles } = await import('./chosen-files.js');
      const sorted = await sortFiles(chosen, seedNow()).catch((/** @type {Fault} */ fault) => fault);
      if ('code' in sorted) {
        store.dispatch(faultNotice(sorted));
        return;
      }
      const { data: files, networks } = sorted;
      if (!files.length) {
        await quietly(openNetworks(networks));
        return;
      }
      const awaited = waiting?.dataset.source === 'files' ? waiting.dataset.name : null;
      const { knownName } = await downloads();
      await quietly(openData((await knownName(files)) ?? awaited ?? nameOf(files), files, networks));
    },

    /** Puts the network that reads better at another scale of pixels into the list of runs at that scale. */
    async foldPixels() {
      const file = scaled;
      if (!file) return;
      dismissPixels();
      await quietly(openNetworks([file]));
    },

    /** Stops reading files. */
    stopReading: () => data.stop(),

    /** Exchanges rows and columns of all images of the files in use, or back. */
    async turnImages() {
      const last = data.last();
      if (last?.name !== 'loadFiles') return;
      const { name, files } = last.params;
      address = null;
      waiting = null;
      const other = name.endsWith(TURNED) ? name.slice(0, -TURNED.length) : name + TURNED;
      await quietly(openData(other, files));
    },

    async openBeside() {
      address = null;
      const { COLLECTION_NAMES, fetchBeside } = await downloads();
      await quietly(openData(COLLECTION_NAMES.mnist, await fetchBeside(() => undefined)));
    },

    /** After a crash: what was being opened, or else the data set and the operations again. @param {Op[]} ops */
    restore(ops) {
      const last = data.last();
      if (address !== null || !last) return this.openHash(address ?? '');
      return quietly(data.load(last).then((is) => is && replay(ops)));
    },
  };
}

/** @typedef {ReturnType<typeof createOpening>} Opening */
