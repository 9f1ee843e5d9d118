// @ts-check
/**
 * The words page and worker speak: types only, no logic. `src/web/wire.rs` is the other side of the
 * same contract. Ratios, accuracies and sparsities are fractions (0 to 1) everywhere; only the texts
 * on the screen say percent. Layers count from 0 here, from 1 on the screen.
 */

// ---- what an experiment is -------------------------------------------------------------------

/** @typedef {{ source: 'digits', train: number, test: number, seed: number }} DigitsSpec */
/** Files in MNIST's format, known by the digest of what was read.
 * @typedef {{ source: 'files', name: string, digest: string }} FilesSpec */
/** @typedef {DigitsSpec | FilesSpec} DatasetSpec */

/** An operation, as the crate describes it (a file each in `src/lab/ops`); a model is the fold of a list of them. `stopAfter`
 * (batches) stands where the person ended the run early, so that the list still says exactly what was done.
 * @typedef {import('./description.js').Op} Op */
/** @typedef {import('./description.js').Optimizer} Optimizer */
/** @typedef {import('./description.js').TrainConfig} TrainConfig */
/** What is ranked by. @typedef {import('./description.js').Score} Score */
/** @import { Levels, Per, Rule, Scope } from './description.js' */
/** How weights or neurons are ranked and how many go. What is left out is as ever: `shape` 'weights' ('neurons', or
 * N:M such as '2:4'), `calibration` 1,000 images for scores that look at some, `seed` 0 of random scores; `ratios` of
 * single layers go with scope 'own'; `correct`: the kept weights make up for the pruned ones.
 * @typedef {{ score: Score, scope: Scope, rule: Rule, shape?: string, calibration?: number, seed?: number, ratios?: readonly number[], correct?: boolean }} PruneMethod */

/** How weights are rounded: `per` row has a step for every output. `activations`: inputs of layers are rounded, too, in a
 * range found by the first `images`; `percentile` percent of them lie in it, or all.
 * @typedef {{ bits: number, levels: Levels, per: Per,
 *             activations?: { bits: number, images: number, percentile?: number } }} Scheme */
/** What the weights of a network are made of, of every layer: multiples `low` to `high` of `scale` (one, or one of every
 * output), or values of a list, rising, and zero.
 * @typedef {{ kind: 'quantized', scheme: Scheme, layers: { scale: number, low: number, high: number }[][] } |
 *           { kind: 'shared', bits: number[], codebooks: number[][] }} Encoding */
/** A weight, or without `input` the hidden neuron `output`, is cut, or with `keep` gets back what it had when it was cut.
 * @typedef {{ layer: number, input?: number, output: number, keep: boolean }} Edit */
/** @typedef {{ dataset: DatasetSpec, ops: Op[] }} Experiment */

// ---- results ---------------------------------------------------------------------------------

/** @typedef {{ name: string, spec: DatasetSpec, train: number, test: number, height: number, width: number,
 *             classes: number, testSplitOff: boolean, splitByClass: boolean,
 *             trainCounts: number[], testCounts: number[] }} DatasetInfo  `splitByClass`: the test images were split off class by
 * class, as the set was sorted by class; `trainCounts`, `testCounts`: images of every class */

/** What one pass over the whole test set gave.
 * @typedef {{ correct: number, total: number, loss: number,
 *             confusion: Uint32Array }} Evaluation  confusion[actual * classes + predicted] */

/** What a network is and scores. `bytes` is the length of the smallest file that was really written and
 * `format` names it; `denseBytes` is the plain f32 file's.
 * Where whole neurons were pruned, `bytes` and `macs` are of the smaller network of widths `shrunk`.
 * `deadNeurons`: hidden neurons that nothing leads to or from; `deadPixels`: pixels that then feed nothing.
 * @typedef {{ evaluation: Evaluation, weights: number, kept: number, layerWeights: number[], layerKept: number[],
 *             deadNeurons: number, deadPixels: number, shrunk: number[],
 *             macs: number, bytes: number, format: 'dense' | 'csr' | 'bitmask', denseBytes: number }} ModelResult */

/** A run in the list: the network after one operation.
 * `sizes` are the widths from inputs to classes, such as [784, 256, 10].
 * `losses`: mean loss of every batch of the op; `epochs`: after each full epoch of it.
 * @typedef {{ id: number, parent: number | null, op: Op, sizes: number[], result: ModelResult,
 *             losses: Float32Array, epochs: EpochPoint[], encoding?: Encoding | null, distinct?: number[] | null,
 *             inputs?: { scale: number, top: number }[] }} RunNode  `encoding`: as long as weights are made of few values, and
 * then `distinct`: most different values of a layer or, where each has its step, of an output; `inputs`: what inputs of
 * layers are rounded to. */
/** `batch` counts from the op's beginning; `sparsity` of all weights (it melts when the mask is forgotten).
 * @typedef {{ batch: number, trainLoss: number, testAccuracy: number, testLoss: number, sparsity: number }} EpochPoint */

/** An exchange of sparse training after `batch` batches: how many weights of every layer.
 * @typedef {{ batch: number, layers: number[] }} Exchange */
/** `present`: which weights are there by the mask, 1 a weight.
 * @typedef {{ grown: Uint32Array, dropped: Uint32Array, present: Uint8Array }} Swap */

// ---- independent work, for the engines of the pool ----------------------------------------------

/** A run of the page's engine for another to go on from: what was done last, the first training (null: none yet), and
 * its exact state as bytes.
 * @typedef {{ op: Op, first: Op | null, bytes: Uint8Array }} Handover */
/** One piece of work that depends on nothing but what stands in it, so that any engine does it to the same bits:
 * `run` folds `ops` onto `base` (null: the first op makes a network), and tells the weights of every run if asked; `curve` measures the whole way from 0 to
 * 100 %; `scan` the same with only `layer` (from 0) being pruned, where a ratio is of that layer; `lists` does many
 * lists from nothing, and what they begin with alike only once; where one is taught by the network that the operations
 * `made` made, `base` is that network and the teacher is not made again; `formats` writes the base, pruned or not, in every
 * file format; `classes` has it classify every test image; `speed` times kernels on the first `images` test images, those of a group in turns, each `passes` times,
 * of the base and of `others`.
 * @typedef {{ kind: 'run', base: Handover | null, ops: Op[], weights?: boolean } |
 *           { kind: 'lists', base: Handover | null, made?: Op[], lists: Op[][] } |
 *           { kind: 'curve', base: Handover, method: PruneMethod } |
 *           { kind: 'scan', base: Handover, method: PruneMethod, layer: number } |
 *           { kind: 'formats', base: Handover, prune: Pruning | null } |
 *           { kind: 'classes', base: Handover } |
 *           { kind: 'speed', base: Handover, others?: Handover[], groups: SpeedWish[][], images: number, passes: number }} Work */
/** @typedef {{ method: PruneMethod, ratio: number }} Pruning */
/** @typedef {import('./description.js').Kernel} Kernel */
/** A kernel, and how the network is pruned before it runs; `of`: 0, the base, or which of the others, from 1; `batch`: images at
 * a time, unless as many as the kernel takes by itself.
 * @typedef {{ kind: Kernel, prune: Pruning | null, of?: number, batch?: number }} SpeedWish */
/** Why a network does not fit a format; layers from 1.
 * @typedef {{ why: 'notTwoFour', layer: number } | { why: 'tooManyValues', layer: number, count: number }} Unfit */
/** A file that was written and read back. `same`: what was read is what was to be kept, to the bit; `lossless`: that is the
 * network itself. `breakEven`: the share of weights below which the format is smaller than dense.
 * @typedef {{ layout: string, huffman: boolean, bytes: number | null, unfit: Unfit | null, same: boolean, lossless: boolean,
 *             breakEven: number | null }} FormatRow */
/** Answers beside the dense kernel's on all test images; `gap` is the largest difference of a logit.
 * @typedef {{ same: number, total: number, correct: number, gap: number }} Agreement */
/** @typedef {{ rows: FormatRow[], density: number, bitmaskBeatsCsr: number, int8: Agreement | null }} FormatsResult */
/** How fast a kernel was: images a second of the median pass and of the slowest and fastest. `group`, `of` and `batch` are the
 * wish's.
 * @typedef {{ group: number, of: number, batch?: number, kind: Kernel, density: number, unfit: Unfit | null, median: number, low: number, high: number,
 *             agreement: Agreement | null }} SpeedRow */
/** `sparsity` is of all weights. @typedef {{ ratio: number, sparsity: number, evaluation: Evaluation }} CurveSample */
/** @typedef {{ code: string, params: Record<string, string | number>, message: string }} Fault */
/** What stands at the end of a list of operations, by its place among the lists; `before`: before its last operation.
 * @typedef {{ list: number, evaluation: Evaluation, before: Evaluation | null, kept: number, weights: number }} ListEnd */
/** What came of it. `nodes`: one an op, fewer when training diverged, and then `fault` says where; their ids mean
 * nothing outside. `weights[run][layer]`, as `LayerWeights` has them, where they were asked for. `seconds`: how long the worker
 * took.
 * @typedef {{ nodes: RunNode[], fault: Fault | null, samples: CurveSample[], weights: Float32Array[][],
 *             seconds: number, formats?: FormatsResult, classes?: Uint8Array, speed?: SpeedRow[] }} WorkResult */

/** What networks are saved as. @typedef {import('./description.js').FileKind} FileKind */

// ---- requests: page -> worker, and their answers -----------------------------------------------

/** @typedef {{ name: string, bytes: ArrayBuffer }} NamedFile */
/** A data file as the browser has it, read piece by piece; of one in a folder the name is its path.
 * @typedef {{ name: string, blob: Blob }} DataFile */
/** `seed` becomes the import operation's; `beside`: what was chosen with it and may hold its weights; `pixels`: the scale of
 * pixels to fold into its first layer, that of the images if it is not there.
 * @typedef {NamedFile & { seed: number, beside?: NamedFile[], pixels?: string }} NetworkFile */
/** @typedef {Extract<Op, { op: 'import' }>} ImportOp */
/** What is to be said of files that were read: `remark.<code>` of the texts.
 * @typedef {{ code: string, params: Record<string, string | number> }} Remark */
/** A network that was read. `remarks`: what was converted, folded or left out (`remark.network-<code>`); `scales`: the
 * calibration images it reads correctly at each common scale of pixels, that of the images first; none where one was given.
 * @typedef {{ op: ImportOp, remarks: { code: string, params?: Record<string, string | number> }[],
 *             scales: { scale: string, correct: number, total: number }[] }} ReadNetwork */
/** A data set that is in use, and the networks that were read with it.
 * @typedef {{ info: DatasetInfo, networks: ReadNetwork[], remarks: Remark[] }} Loaded */
/** How a run ended: its last node, null when no operation made one; `cancelled`: before its last operation was through.
 * @typedef {{ node: number | null, cancelled: boolean }} RunEnd */
/** @typedef {{ base: number, method: PruneMethod }} Ranking */
/** A layer without padding: `weights[input * columns + output]`, rows = inputs, columns = outputs; mask 1 = not zero
 * (kept, or regrown once the mask is forgotten).
 * @typedef {{ rows: number, columns: number, weights: Float32Array, mask: Uint8Array }} LayerWeights */
/** An image that is asked about: a test image, or grey levels (0 to 255) row by row, of the size of the data set's images.
 * @typedef {{ kind: 'test', index: number } | { kind: 'pixels', pixels: Uint8Array }} Subject */
/** What a network answers to an image. `layers`: the input as the network sees it, every hidden layer after ReLU (rounded
 * where the network rounds), last the logits.
 * @typedef {{ layers: Float32Array[], probabilities: Float32Array }} Answer */
/** `calibrated`: training images that ranges of INT8 are measured on.
 * @typedef {{ kind: FileKind, name: string, bytes: Uint8Array, calibrated: number }} ModelFile */

/**
 * What the page may ask of a worker: `params` of the request, `result` of its answer, and the events that come before
 * the answer. Every request has a number and gets exactly one answer, a result or a fault. What takes long is answered
 * when it ends. `www/worker/main.js` has a handler for each.
 *
 * - `boot` comes first; nothing else is asked before it is answered.
 * - `loadDigits`, `loadFiles`: a data set that is in use from then on, with networks that fit it when some were chosen
 *   together with it; `turned`: with rows and columns of every image exchanged. After a fault of any, everything is as
 *   before. What belonged to the old data set is cancelled.
 * - `run` folds `ops` one after another onto `parent` (null: the first op is init or import). Every op that ends becomes
 *   a node and is told by a `node` event. One that was done before is that node at once, unless `again` asks to see it
 *   done; it gives the same bits and ends in the same node. A second `run` while one is going is refused with `busy`.
 *   After a divergence the fault is `diverged`.
 * - `control` of the run at work. `stop` ends the op where it stands, keeps the network so far with `stopAfter` in its op
 *   (nothing is kept when no batch was done) and drops the ops that follow. `stepBatch`: while paused, do exactly one
 *   batch and stay paused.
 * - `weights` of a node, layer by layer.
 * - `rank` orders the weights of node `base` by `method`. The ranking is at work until the next.
 * - `curve` measures the points of the ranking at work that are not measured yet, nearest to `ratio` first, while
 *   nothing more pressing is to be done.
 * - `evaluate` measures the ranking's base pruned at `ratio` now (the slider). A later wish takes the place of the one
 *   that waits.
 * - `scores`: what the ranking went by. Of every weight of a layer, as `weights` has them; where neurons are pruned one
 *   of every neuron that the layer leads to (the last layer: of those before it).
 * - `importModel`: the file was read and fits the data; `run` with this op first puts it into the tree.
 *   It, `exportModel`, `fileSize`, `loadFiles` of any but plain IDX files or with networks, and the tasks `formats` and `speed` fetch
 *   the module of foreign files; where that fails, the fault is `load`.
 * - `exportModel`: with `prune`, that node pruned at the slider, without committing anything.
 * - `fileSize`: bytes of that node's compact file.
 * - `images` of the data set; `pixels` one after another, row by row.
 * - `predictions`: the class of every test image, `classes[point * images + image]` at every grid point of the curve, 255
 *   where it is not measured yet; `dense`: those of the ranking's base, not pruned.
 * - `fate`: the probabilities of an image at every grid point, `[point * classes + class]`; of a test image the most
 *   probable class is that of `predictions`. NaN where the remaining weights are corrected (`correct`).
 * - `answer`: all activations of an image in a node's network, or one pruned from it; `node` null: in the network in the
 *   making.
 * - `strongest`: the test images that a neuron of hidden layer `layer` (from 0) answers most to, at most nine, the
 *   strongest first. A later wish takes the place of the one before.
 * - `rasterize`: strokes as an image of the data set's size. A stroke is x, y, x, y, ... from 0 to 1 of the drawing
 *   surface; no strokes are a blank image.
 * - `exportState`: all that decides what comes after that node, for `task` in another worker.
 * - `task`: for a worker of the pool, which does nothing else: it forgets all its runs and does the work.
 *
 * `curve`, `evaluate`, `scores`, `predictions` and `fate` are about the ranking at work: asked of another one, or when the next takes its place,
 * they are answered by the fault `cancelled`.
 *
 * @typedef {{
 *   boot: { params: { module: WebAssembly.Module }, result: void, event: never },
 *   loadDigits: { params: { spec: DigitsSpec }, result: Loaded, event: DatasetProgress },
 *   loadFiles: { params: { name: string, files: DataFile[], turned?: boolean, networks?: NetworkFile[] }, result: Loaded,
 *     event: DatasetProgress },
 *   run: { params: { runId: number, parent: number | null, ops: Op[], again: boolean }, result: RunEnd, event: RunEvent },
 *   control: { params: { runId: number, action: 'pause' | 'resume' | 'stepBatch' | 'stop' }, result: void, event: never },
 *   weights: { params: { node: number }, result: LayerWeights[], event: never },
 *   rank: { params: Ranking, result: Trajectory, event: never },
 *   curve: { params: Ranking & { ratio: number }, result: void, event: Point | CurveProgress },
 *   evaluate: { params: Ranking & { ratio: number }, result: ModelResult, event: never },
 *   scores: { params: Ranking, result: Float32Array[], event: never },
 *   importModel: { params: NetworkFile, result: ReadNetwork, event: never },
 *   exportModel: { params: { node: number, prune: Pruning | null, kind: FileKind }, result: ModelFile, event: never },
 *   fileSize: { params: { node: number }, result: number, event: never },
 *   images: { params: { split: 'train' | 'test', indices: Uint32Array },
 *     result: { labels: Uint8Array, pixels: Uint8Array }, event: never },
 *   predictions: { params: Ranking, result: { classes: Uint8Array, dense: Uint8Array }, event: never },
 *   fate: { params: Ranking & { subject: Subject }, result: { probabilities: Float32Array }, event: never },
 *   answer: { params: { node: number | null, prune: Pruning | null, subject: Subject }, result: Answer, event: never },
 *   strongest: { params: { node: number, prune: Pruning | null, layer: number, neuron: number },
 *     result: { indices: Uint32Array, activations: Float32Array }, event: never },
 *   rasterize: { params: { strokes: Float32Array[] }, result: { pixels: Uint8Array }, event: never },
 *   exportState: { params: { node: number }, result: { first: Op | null, bytes: Uint8Array }, event: never },
 *   task: { params: { work: Work }, result: WorkResult, event: TaskProgress },
 * }} Requests
 */
/** @typedef {keyof Requests} RequestName */

/** A request, told apart by its name. @typedef {{ [N in RequestName]: { name: N, params: Requests[N]['params'] } }[RequestName]} Request */
/** What is sent to a worker. `cancel` ends the request of that number where it can be ended (`loadDigits`,
 * `loadFiles` and `task`); it is answered then, too: by the fault `cancelled`, or by its result if that was sooner.
 * @typedef {(Request & { id: number }) | { cancel: number }} ToWorker */
/** What a worker sends: an event or the answer of the request of that number. After a `crash` it is dead.
 * @typedef {{ id: number, event: WorkerEvent } | { id: number, result: unknown } | { id: number, fault: Fault } |
 *           { crash: string }} FromWorker */

// ---- events: what comes before an answer --------------------------------------------------------

/** @typedef {{ type: 'datasetProgress', done: number, total: number }} DatasetProgress */
/** Of a run. `progress` comes at most ten times a second; `losses` and `epochs` hold what is new since the last;
 * `teaching`: the teacher is still being made ready. `exchanges` comes before a `progress` when sparse training exchanged
 * weights since the last: how many, and of the last exchange which, input * columns + output. `liveWeights` are those of
 * the network in the making, about twice a second.
 * @typedef {{ type: 'started', runId: number, parent: number | null, op: Op, batchesPerEpoch: number, totalBatches: number } |
 *   { type: 'progress', runId: number, batch: number, totalBatches: number, batchesPerEpoch: number,
 *     losses: Float32Array, epochs: EpochPoint[], secondsLeft: number | null, paused: boolean, teaching: boolean } |
 *   { type: 'exchanges', runId: number, exchanges: Exchange[], layers: Swap[] } |
 *   { type: 'liveWeights', runId: number, layers: LayerWeights[] } |
 *   { type: 'node', runId: number, node: RunNode }} RunEvent */
/** `result` only where the slider stands.
 * @typedef {{ type: 'point', base: number, method: PruneMethod, ratio: number, evaluation: Evaluation,
 *   result: ModelResult | null }} Point */
/** Of a curve's points. @typedef {{ type: 'curveProgress', base: number, done: number, total: number }} CurveProgress */
/** Comes at most ten times a second; `samples`, `epochs` and `ends` hold what is new since the last.
 * @typedef {{ type: 'taskProgress', fraction: number, samples: CurveSample[], epochs: EpochPoint[], ends: ListEnd[] }} TaskProgress */
/** @typedef {Requests[RequestName]['event']} WorkerEvent */

/** The removal order of a base network under a method, and what follows from it, ready to look up.
 * `ratios` are all slider places, ascending (0, 0.0005, ... 1). `layers[l].position[i]`: weight i is
 * gone where `position[i] < layers[l].removed[k]` at slider place k; positions run within a layer.
 * `threshold[k]`: the highest score that is gone. `grid`: the slider places (indices into ratios) that the curve
 * is measured at.
 * @typedef {{ ratios: Float64Array, grid: Uint32Array, layers: TrajectoryLayer[] }} Trajectory */
/** @typedef {{ rows: number, columns: number, weights: Float32Array, position: Uint32Array,
 *             removed: Uint32Array, threshold: Float32Array }} TrajectoryLayer */

export {};
