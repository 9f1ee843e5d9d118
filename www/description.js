// @ts-check
/**
 * What operations, methods, recipes, files and charts are: made of their Rust descriptions by `make describe`, not by hand.
 */

/** @import { Edit, PruneMethod, Scheme } from './protocol.js' */
/** @typedef {'magnitude' | 'random' | 'gradient' | 'taylor' | 'fisher' | 'obs' | 'wanda' | 'lamp' | 'movement' | 'l1' | 'l2' | 'l2-in-out' | 'mean-activation' | 'apoz' | 'first'} Score */
/** @typedef {'layer' | 'global' | 'row' | 'erdos-renyi' | 'own'} Scope */
/** @typedef {'exact' | 'kth-value'} Rule */
/** @typedef {'weights' | 'neurons' | 'groups'} ShapeKind */
/** @typedef {'symmetric' | 'affine'} Levels */
/** @typedef {'tensor' | 'row'} Per */
/** @typedef {'off' | 'minMax' | 'percentile'} ActivationRange */
/** @typedef {'safetensors' | 'masks' | 'onnx' | 'onnxShrunk' | 'onnxInt8' | 'compact'} FileKind */
/** @typedef {'dense' | 'csr16' | 'csr32' | 'bitmask' | 'relative' | 'twoFour' | 'int8' | 'codes'} Layout */
/** @typedef {'dense' | 'csr' | 'bitmask' | 'shrunk' | 'twoFour' | 'int8'} Kernel */
/** @typedef {'rigl' | 'set' | 'static' | 'l1'} Technique */
/** @typedef {'ticket' | 'reinit' | 'shuffle' | 'kept'} Arm */
/** @typedef {'textbook' | 'deep' | 'lottery' | 'student'} Preset */
/** @typedef {'batchSize' | 'bits' | 'calibration' | 'codeBits' | 'digitsTest' | 'digitsTrain' | 'epochs' | 'index' | 'lambda' | 'layers' | 'lr' | 'momentum' | 'percentile' | 'rangeImages' | 'ratio' | 'rounds' | 'seed' | 'seeds' | 'stopAfter' | 'temperature' | 'weightDecay' | 'width'} LimitName */
/** @typedef {{ kind: 'adam', lr: number } |
 *   { kind: 'adamW', lr: number, weightDecay: number } |
 *   { kind: 'sgd', lr: number, momentum: number, nesterov: boolean, weightDecay: number }} Optimizer */
/** @typedef {{ epochs: number, batchSize: number, optimizer: Optimizer }} TrainConfig */
/** @typedef {{ op: 'init', hidden: number[], seed: number } |
 *   { op: 'import', name: string, digest: string, seed: number } |
 *   { op: 'train', config: TrainConfig, stopAfter?: number } |
 *   { op: 'prune', method: PruneMethod, ratio: number } |
 *   { op: 'fineTune', mask: 'keep' | 'forget', config: TrainConfig, stopAfter?: number } |
 *   { op: 'gradual', method: PruneMethod, from?: number, ratio: number, begin: number, end: number, every: number, config: TrainConfig, stopAfter?: number } |
 *   { op: 'rewind', toStep?: number } |
 *   { op: 'reinit', seed: number } |
 *   { op: 'shuffle', seed: number } |
 *   { op: 'edit', edits: Edit[] } |
 *   { op: 'quantize', scheme: Scheme } |
 *   { op: 'quantizeTune', scheme: Scheme, config: TrainConfig, stopAfter?: number } |
 *   { op: 'dropGrow', grow: 'random' | 'gradient', fraction: number, every: number, end: number, config: TrainConfig, stopAfter?: number } |
 *   { op: 'share', bits: number[] } |
 *   { op: 'shareTune', config: TrainConfig, stopAfter?: number } |
 *   { op: 'proximal', lambda: number, config: TrainConfig, stopAfter?: number } |
 *   { op: 'distil', temperature: number, alpha: number, teacher: Op[], config: TrainConfig, stopAfter?: number } |
 *   { op: 'movement', config: TrainConfig, stopAfter?: number }} Op */
/** @typedef {{ background: string, text: string, mutedText: string, grid: string, dense: string, curve: string, fineTuned: string, other: string, removed: string, positive: string, negative: string }} Theme */
/** @typedef {{ ratio: number, fontFamily: string, fontSize: number, theme: Theme }} Look */
/** @typedef {{ value: number, label: string }} Mark */
/** @typedef {{ title: string, scale?: 'linear' | 'sqrt' | 'log' | 'logCount' | 'logError', unit?: 'number' | 'percent' | 'bytes', whole?: boolean, min?: number | null, max?: number | null, marks?: readonly Mark[] }} AxisSpec */
/** @typedef {{ kind: 'line' | 'points' | 'scatter' | 'steps' | 'bars' | 'band', x: readonly number[], y: readonly number[], colour: string, low?: readonly number[], high?: readonly number[], breaks?: readonly number[], labels?: readonly string[], name?: string, weight?: 'faint' | 'normal' | 'strong', dashed?: boolean, hollow?: boolean, ring?: number | null, width?: number | null, right?: boolean }} SeriesSpec */
/** @typedef {{ at: number, colour: string, upright?: boolean, name?: string, dash?: 'dashes' | 'dots' | 'solid' }} GuideSpec */
/** @typedef {{ look: Look, x: AxisSpec, y: AxisSpec, series: readonly SeriesSpec[], right?: AxisSpec | null, guides?: readonly GuideSpec[] }} PlotSpec */

export const FILES = /** @type {const} */ ({
  bitmaskBeatsCsr16: 0.0625,
  fileKinds: [
    { ending: ".safetensors", kind: "safetensors" },
    { ending: "-masks.safetensors", kind: "masks" },
    { ending: ".onnx", kind: "onnx" },
    { ending: "-shrunk.onnx", kind: "onnxShrunk" },
    { ending: "-int8.onnx", kind: "onnxInt8" },
    { ending: ".prnl", kind: "compact" },
  ],
  kernels: ["dense", "csr", "bitmask", "shrunk", "twoFour", "int8"],
  layouts: [
    { formula: "4 N", layout: "dense", source: "" },
    { formula: "z (4 + 2) + (rows + 1) p,   p = z > 65535 ? 4 : 2", layout: "csr16", source: "Tinney & Walker 1967" },
    { formula: "z (4 + 4) + (rows + 1) 4", layout: "csr32", source: "Tinney & Walker 1967" },
    { formula: "⌈N / 8⌉ + 4 z", layout: "bitmask", source: "" },
    { formula: "5 + ⌈e b / 8⌉ + 4 e,   e = z + fillers,   b = 4 … 8", layout: "relative", source: "Han et al. 2016, arXiv:1510.00149" },
    { formula: "4 N / 2 + 2 (N / 2) / 8", layout: "twoFour", source: "Mishra et al. 2021, arXiv:2104.08378" },
    { formula: "N + 4 rows", layout: "int8", source: "Jacob et al. 2018, arXiv:1712.05877" },
    { formula: "3 + 4 k + ⌈z ⌈log₂ k⌉ / 8⌉ + places", layout: "codes", source: "Han et al. 2016, arXiv:1510.00149" },
  ],
});

export const LIMITS = /** @type {const} */ ({
  batchSize: { max: 4096, min: 1, whole: true },
  bits: { max: 8, min: 2, whole: true },
  calibration: { max: 1000000, min: 1, whole: true },
  codeBits: { max: 8, min: 1, whole: true },
  digitsTest: { max: 20000, min: 100, whole: true },
  digitsTrain: { max: 100000, min: 100, whole: true },
  epochs: { max: 1000, min: 1, whole: true },
  index: { max: 4294967295, min: 0, whole: true },
  lambda: { max: 100, min: 0, whole: false },
  layers: { max: 4, min: 1, whole: true },
  lr: { max: 1000, min: 1e-8, whole: false },
  momentum: { max: 0.999, min: 0, whole: false },
  percentile: { max: 100, min: 50, whole: false },
  rangeImages: { max: 10000, min: 1, whole: true },
  ratio: { max: 1, min: 0, whole: false },
  rounds: { max: 30, min: 1, whole: true },
  seed: { max: 9007199254740991, min: 0, whole: true },
  seeds: { max: 20, min: 1, whole: true },
  stopAfter: { max: 4294967295, min: 1, whole: true },
  temperature: { max: 100, min: 0.1, whole: false },
  weightDecay: { max: 1, min: 0, whole: false },
  width: { max: 1024, min: 1, whole: true },
});

export const MAX_LINK = /** @type {const} */ (20000);

export const MAX_OPS = /** @type {const} */ (200);

export const MAX_TEACHERS = /** @type {const} */ (3);

export const METHODS = /** @type {const} */ ({
  correction: {
    formula: "min (w′ − w)ᵀ H (w′ − w)",
    papers: [{ arxiv: null, name: "Hassibi & Stork 1993" }, { arxiv: "2204.09656", name: "Kwon et al. 2022" }],
  },
  default: { rule: "exact", scope: "layer", score: "magnitude" },
  defaults: {
    calibration: 1000,
    correct: false,
    ratios: [],
    seed: 0,
    shape: "weights",
  },
  limits: {
    calibration: { max: 1000000, min: 1, whole: true },
    group: { max: 16, min: 2, whole: true },
    ratio: { max: 1, min: 0, whole: false },
    seed: { max: 9007199254740991, min: 0, whole: true },
  },
  rules: [
    { formula: "k = round_half_even(r · N)", name: "exact", papers: [] },
    { formula: "t = kthvalue(s, ⌊r · N⌋);   s < t", name: "kth-value", papers: [] },
  ],
  scopes: [
    { formula: "kₗ = round(r · Nₗ)", name: "layer", papers: [{ arxiv: "1506.02626", name: "Han et al. 2015" }] },
    { formula: "k = round(r · Σₗ Nₗ)", name: "global", papers: [] },
    { formula: "k = ⌊r · inputs⌋", name: "row", papers: [{ arxiv: "2306.11695", name: "Sun et al. 2024" }] },
    { formula: "1 − rₗ = min(1, ε · (inputs + outputs) / (inputs · outputs))", name: "erdos-renyi", papers: [{ arxiv: "1707.04780", name: "Mocanu et al. 2018" }, { arxiv: "1911.11134", name: "Evci et al. 2020" }] },
    { formula: "kₗ = round(rₗ · Nₗ)", name: "own", papers: [{ arxiv: "1506.02626", name: "Han et al. 2015" }] },
  ],
  scores: [
    { name: "magnitude", needs: [], ranks: [{ formula: "s(w) = |w|", name: "weights", papers: [{ arxiv: "1506.02626", name: "Han et al. 2015" }] }, { formula: "s(w) = |w|", name: "groups", papers: [{ arxiv: "1506.02626", name: "Han et al. 2015" }] }], scale: "log" },
    { name: "random", needs: ["seed"], ranks: [{ formula: "s(w) ~ U(0, 1)", name: "weights", papers: [] }, { formula: "s(j) ~ U(0, 1)", name: "neurons", papers: [] }, { formula: "s(w) ~ U(0, 1)", name: "groups", papers: [] }], scale: "linear" },
    { name: "gradient", needs: ["images"], ranks: [{ formula: "s(w) = |g|,   g = ∂L/∂w", name: "weights", papers: [] }, { formula: "s(w) = |g|,   g = ∂L/∂w", name: "groups", papers: [] }], scale: "log" },
    { name: "taylor", needs: ["images"], ranks: [{ formula: "s(w) = |w · g|,   g = ∂L/∂w", name: "weights", papers: [{ arxiv: "1810.02340", name: "SNIP: Lee et al. 2019" }, { arxiv: "1611.06440", name: "Molchanov et al. 2017" }] }, { formula: "s(j) = |Σₖ vⱼₖ · gⱼₖ|", name: "neurons", papers: [{ arxiv: "1611.06440", name: "Molchanov et al. 2017" }] }, { formula: "s(w) = |w · g|,   g = ∂L/∂w", name: "groups", papers: [{ arxiv: "1810.02340", name: "SNIP: Lee et al. 2019" }, { arxiv: "1611.06440", name: "Molchanov et al. 2017" }] }], scale: "log" },
    { name: "fisher", needs: ["images"], ranks: [{ formula: "s(w) = w² · F / 2,   F = (1/n) Σᵢ gᵢ²", name: "weights", papers: [{ arxiv: "1801.05787", name: "Theis et al. 2018" }] }, { formula: "s(w) = w² · F / 2,   F = (1/n) Σᵢ gᵢ²", name: "groups", papers: [{ arxiv: "1801.05787", name: "Theis et al. 2018" }] }], scale: "log" },
    { name: "obs", needs: ["images", "hessian"], ranks: [{ formula: "s(w) = w² / (2 (H⁻¹)ⱼⱼ),   H = XᵀX / n + λI", name: "weights", papers: [{ arxiv: null, name: "Hassibi & Stork 1993" }, { arxiv: "1705.07565", name: "Dong et al. 2017" }] }, { formula: "s(w) = w² / (2 (H⁻¹)ⱼⱼ),   H = XᵀX / n + λI", name: "groups", papers: [{ arxiv: null, name: "Hassibi & Stork 1993" }, { arxiv: "1705.07565", name: "Dong et al. 2017" }] }], scale: "log" },
    { name: "wanda", needs: ["images"], ranks: [{ formula: "s(w) = |w| · ‖xⱼ‖₂", name: "weights", papers: [{ arxiv: "2306.11695", name: "Sun et al. 2024" }] }, { formula: "s(w) = |w| · ‖xⱼ‖₂", name: "groups", papers: [{ arxiv: "2306.11695", name: "Sun et al. 2024" }] }], scale: "log" },
    { name: "lamp", needs: [], ranks: [{ formula: "s(w) = w² / Σ u²,   |u| ≥ |w|", name: "weights", papers: [{ arxiv: "2010.07611", name: "Lee et al. 2021" }] }, { formula: "s(w) = w² / Σ u²,   |u| ≥ |w|", name: "groups", papers: [{ arxiv: "2010.07611", name: "Lee et al. 2021" }] }], scale: "log" },
    { name: "movement", needs: ["movement"], ranks: [{ formula: "s(w) = −Σₜ gₜ · wₜ", name: "weights", papers: [{ arxiv: "2005.07683", name: "Sanh et al. 2020" }] }, { formula: "s(w) = −Σₜ gₜ · wₜ", name: "groups", papers: [{ arxiv: "2005.07683", name: "Sanh et al. 2020" }] }], scale: "signed" },
    { name: "l1", needs: [], ranks: [{ formula: "s(j) = Σᵢ |wᵢⱼ|", name: "neurons", papers: [{ arxiv: "1608.08710", name: "Li et al. 2017" }] }], scale: "linear" },
    { name: "l2", needs: [], ranks: [{ formula: "s(j) = √(Σᵢ wᵢⱼ²)", name: "neurons", papers: [{ arxiv: "1608.08710", name: "Li et al. 2017" }] }], scale: "linear" },
    { name: "l2-in-out", needs: [], ranks: [{ formula: "s(j) = √(Σᵢ wᵢⱼ² + Σₖ vⱼₖ²)", name: "neurons", papers: [] }], scale: "linear" },
    { name: "mean-activation", needs: ["images"], ranks: [{ formula: "s(j) = (1/n) Σ aⱼ", name: "neurons", papers: [{ arxiv: "1611.06440", name: "Molchanov et al. 2017" }] }], scale: "linear" },
    { name: "apoz", needs: ["images"], ranks: [{ formula: "s(j) = 1 − APoZ(j) = #{aⱼ > 0} / n", name: "neurons", papers: [{ arxiv: "1607.03250", name: "Hu et al. 2016" }] }], scale: "linear" },
    { name: "first", needs: [], ranks: [{ formula: "s(j) = j", name: "neurons", papers: [] }], scale: "linear" },
  ],
  shapes: [
    { canCorrect: true, formula: "w ← m · w,   m ∈ {0, 1}", name: "weights", papers: [{ arxiv: null, name: "LeCun et al. 1990" }], rules: ["exact", "kth-value"], scopes: ["layer", "global", "row", "erdos-renyi", "own"], scores: ["magnitude", "random", "gradient", "taylor", "fisher", "obs", "wanda", "lamp", "movement"] },
    { canCorrect: false, formula: "W₁[:, j], b₁[j], W₂[j, :] → ∅", name: "neurons", papers: [{ arxiv: "1608.08710", name: "Li et al. 2017" }], rules: ["exact", "kth-value"], scopes: ["layer", "global", "own"], scores: ["l1", "l2", "l2-in-out", "mean-activation", "apoz", "taylor", "random", "first"] },
    { canCorrect: true, formula: "m₁ + … + mᴹ = N", name: "groups", papers: [{ arxiv: "2104.08378", name: "Mishra et al. 2021" }], rules: ["exact"], scopes: ["layer"], scores: ["magnitude", "random", "gradient", "taylor", "fisher", "obs", "wanda", "lamp", "movement"] },
  ],
});

export const OPS = /** @type {const} */ ([
  { default: { hidden: [256], op: "init", seed: 42 }, name: "init", work: "make" },
  { default: { digest: "00000000", name: "network.safetensors", op: "import", seed: 42 }, name: "import", work: "make" },
  { default: { config: { batchSize: 64, epochs: 10, optimizer: { kind: "adam", lr: 0.001 } }, op: "train" }, name: "train", work: "train" },
  { default: { method: { rule: "exact", scope: "layer", score: "magnitude" }, op: "prune", ratio: 0.5 }, name: "prune", work: "change" },
  { default: { config: { batchSize: 64, epochs: 5, optimizer: { kind: "adam", lr: 0.001 } }, mask: "keep", op: "fineTune" }, name: "fineTune", work: "train" },
  { default: { begin: 0, config: { batchSize: 64, epochs: 5, optimizer: { kind: "adam", lr: 0.001 } }, end: 700, every: 20, method: { rule: "exact", scope: "layer", score: "magnitude" }, op: "gradual", ratio: 0.9 }, name: "gradual", work: "train" },
  { default: { op: "rewind" }, name: "rewind", work: "change" },
  { default: { op: "reinit", seed: 0 }, name: "reinit", work: "change" },
  { default: { op: "shuffle", seed: 0 }, name: "shuffle", work: "change" },
  { default: { edits: [{ keep: false, layer: 0, output: 0 }], op: "edit" }, name: "edit", work: "change" },
  { default: { op: "quantize", scheme: { bits: 4, levels: "symmetric", per: "tensor" } }, name: "quantize", work: "change" },
  { default: { config: { batchSize: 64, epochs: 5, optimizer: { kind: "adam", lr: 0.001 } }, op: "quantizeTune", scheme: { bits: 4, levels: "symmetric", per: "tensor" } }, name: "quantizeTune", work: "train" },
  { default: { config: { batchSize: 64, epochs: 10, optimizer: { kind: "adam", lr: 0.001 } }, end: 1410, every: 50, fraction: 0.3, grow: "gradient", op: "dropGrow" }, name: "dropGrow", work: "train" },
  { default: { bits: [4, 4], op: "share" }, name: "share", work: "change" },
  { default: { config: { batchSize: 64, epochs: 5, optimizer: { kind: "adam", lr: 0.001 } }, op: "shareTune" }, name: "shareTune", work: "train" },
  { default: { config: { batchSize: 64, epochs: 10, optimizer: { kind: "adam", lr: 0.001 } }, lambda: 0.03, op: "proximal" }, name: "proximal", work: "train" },
  { default: { alpha: 0.5, config: { batchSize: 64, epochs: 10, optimizer: { kind: "adam", lr: 0.001 } }, op: "distil", teacher: [{ hidden: [800], op: "init", seed: 42 }, { config: { batchSize: 64, epochs: 3, optimizer: { kind: "adam", lr: 0.001 } }, op: "train" }], temperature: 2.5 }, name: "distil", work: "train" },
  { default: { config: { batchSize: 64, epochs: 10, optimizer: { kind: "adam", lr: 0.001 } }, op: "movement" }, name: "movement", work: "train" },
]);

export const OPTIMIZERS = /** @type {const} */ ([
  { default: { kind: "adam", lr: 0.001 } },
  { default: { kind: "adamW", lr: 0.001, weightDecay: 0.01 } },
  { default: { kind: "sgd", lr: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0 } },
]);

export const PLACES = /** @type {const} */ (2000);

export const RECIPES = /** @type {const} */ ({
  arms: ["ticket", "reinit", "shuffle", "kept"],
  distillation: {
    default: { alpha: 0.5, config: { batchSize: 64, epochs: 10, optimizer: { kind: "adam", lr: 0.001 } }, hidden: [30], seed: 42, seeds: 3, teacher: [{ hidden: [800], op: "init", seed: 42 }, { config: { batchSize: 64, epochs: 3, optimizer: { kind: "adam", lr: 0.001 } }, op: "train" }], temperature: 2.5 },
    limits: { alpha: { max: 1, min: 0, whole: false }, epochs: { max: 1000, min: 1, whole: true }, seeds: { max: 10, min: 1, whole: true }, temperature: { max: 100, min: 0.1, whole: false } },
  },
  gradual: {
    default: { config: { batchSize: 64, epochs: 5, optimizer: { kind: "adam", lr: 0.001 } }, images: 12000, method: { rule: "exact", scope: "layer", score: "magnitude" }, ratio: 0.9 },
    limits: {  },
  },
  iterative: {
    default: { config: { batchSize: 64, epochs: 5, optimizer: { kind: "adam", lr: 0.001 } }, method: { rule: "exact", scope: "layer", score: "magnitude" }, ratio: 0.9, rounds: 5 },
    limits: { rounds: { max: 30, min: 1, whole: true } },
  },
  lottery: {
    default: { classes: 10, config: { batchSize: 64, epochs: 3, optimizer: { kind: "adam", lr: 0.001 } }, fraction: 0.4, hidden: [256], images: 12000, pixels: 784, rounds: 5, seed: 42 },
    limits: { epochs: { max: 1000, min: 1, whole: true }, fraction: { max: 0.9, min: 0.01, whole: false }, rounds: { max: 15, min: 1, whole: true }, seeds: { max: 20, min: 1, whole: true }, toStep: { max: 4294967295, min: 0, whole: true } },
  },
  presets: ["textbook", "deep", "lottery", "student"],
  sparse: {
    default: { config: { batchSize: 64, epochs: 10, optimizer: { kind: "adam", lr: 0.001 } }, density: 0.1, every: 50, fraction: 0.3, hidden: [256], images: 12000, lambda: 0.03, seed: 42, technique: "rigl" },
    limits: { density: { max: 0.99, min: 0.001, whole: false }, epochs: { max: 1000, min: 1, whole: true }, every: { max: 4294967295, min: 1, whole: true }, fraction: { max: 1, min: 0.001, whole: false }, lambda: { max: 100, min: 0, whole: false } },
  },
  techniques: [
    { fields: ["density", "fraction", "every"], technique: "rigl" },
    { fields: ["density", "fraction", "every"], technique: "set" },
    { fields: ["density"], technique: "static" },
    { fields: ["lambda"], technique: "l1" },
  ],
});

export const SCHEMES = /** @type {const} */ ({
  activations: ["off", "minMax", "percentile"],
  levels: ["symmetric", "affine"],
  per: ["tensor", "row"],
});
