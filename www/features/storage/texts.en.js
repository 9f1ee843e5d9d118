// @ts-check
/** English texts of the feature `storage`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'storage.status': 'smallest: {bytes}',
  'storage.export': 'Export the files…',
  'size.files': 'Bytes by format',
  'size.help':
    'Every file is written and read back here, biases included. The second bar is the same file with Huffman codes, code tables included.',
  'size.bars': 'Bytes of each format',
  'size.waiting': 'Writing the files…',
  'size.density': 'Density {density}.',
  'size.smallest': 'Smallest lossless format: {name}, {bytes}, {times} times smaller than dense.',
  'size.smallestLossy': 'Smaller, but quantized: {name}, {bytes}, {times} times smaller.',
  'size.int8': 'In INT8, {same} of {total} predictions are the same.',
  'size.same': 'Every file was read back and is correct to the bit.',
  'size.notSame': 'A file that was read back is not what was written: please report this.',
  'size.coded': '{bytes} with Huffman codes',
  'size.withHuffman': ' with Huffman codes',
  'size.name.dense': 'Dense, f32',
  'size.name.csr16': 'CSR, 2-byte column indices',
  'size.name.csr32': 'CSR, 4-byte column indices',
  'size.name.bitmask': 'Bitmask',
  'size.name.relative': 'Relative index',
  'size.name.twoFour': '2:4 + position indices',
  'size.name.int8': 'INT8, one scale per row',
  'size.name.codes': 'Codebook (weight sharing)',
  'size.name.torch': 'PyTorch, weight_orig + weight_mask',
  'size.name.gzip': 'gzip of the dense file',
  'size.name.huffman': 'Huffman codes',
  'size.even': 'smaller than dense below {density} density',
  'size.even.bitmask': 'smaller than dense below {density} density, smaller than CSR above {csr}',
  'size.even.twoFour': 'a little more than half, always',
  'size.even.int8': 'about a quarter at every density; quantizes the weights',
  'size.even.codes': 'small where few different values occur',
  'size.even.torch':
    'what torch.nn.utils.prune saves until prune.remove is called: both tensors in f32, twice as large as dense',
  'size.even.gzip': 'general-purpose compression, for comparison',
  'size.unfit.notTwoFour': 'does not fit: layer {layer} keeps more than two of four',
  'size.unfit.tooManyValues': 'does not fit: layer {layer} has {count} different values, a codebook holds 256',
  'size.formula.help':
    'Bytes of a layer of N weights, z of them not zero, e entries, k different values; each bias takes 4. Huffman: a table of 4 bits per symbol up to the highest, n, then c codes of l bits.',
  'speed.title': 'Images per second',
  'speed.help':
    'All kernels process the same test images in turns, on this device: median and range of seven passes. Most precise while nothing else runs.',
  'speed.time': 'Run the benchmark',
  'speed.progress': 'Progress of the benchmark',
  'speed.stale': 'Measured on another network than the one on the stage. Run the benchmark again.',
  'speed.now': 'The network on the stage, by kernel',
  'speed.chart': 'The dense network, pruned by magnitude to each density',
  'speed.chart.label': 'Images per second of each kernel against density. The table has the numbers.',
  'speed.numbers': 'Numbers of the chart',
  'speed.kernel': 'Kernel',
  'speed.rate': 'Images/s, median',
  'speed.spread': 'Range',
  'speed.density': 'Density',
  'speed.answers': 'Same predictions as dense',
  'speed.same': '{same} of {total}',
  'speed.unfit': 'not two of every four: prune 2:4 to time it',
  'speed.half': 'At 50 % density, CSR is {times} times as fast as dense, not twice.',
  'speed.wins': 'On this device, CSR beats dense below {density} density.',
  'speed.never': 'At no density measured here does CSR beat dense.',
  'speed.axis.density': 'Density',
  'speed.axis.rate': 'thousand images/s',
  'speed.how': 'How this is measured',
  'speed.how.help':
    'Dense is the kernel this page trains with: it skips pixels that are zero and adds four outputs per instruction. CSR and bitmask look up each weight. 2:4 picks two of four inputs in a register. Shrunk is dense on the smaller matrices without dead neurons. INT8 multiplies 8-bit integers into 32 bits, its inputs scaled by their maximum over 1,000 training images (Jacob et al. 2018, arXiv:1712.05877).',
  'why.title': 'Pruned, but not faster: why?',
  'why.none':
    'Prune the network on the stage, then run the benchmark: the answer is computed from its files and its times.',
  'why.faster':
    '{pruned} of the weights are zero, so {macs} times fewer multiplications are needed. The fastest kernel that uses this, {kernel}, is {times} times as fast as dense.',
  'why.same':
    '{pruned} of the weights are zero, so {macs} times fewer multiplications are needed. Even so, the fastest kernel that uses this, {kernel}, runs at {times} times the speed of dense: the ranges overlap, so no difference is measurable.',
  'why.slower':
    '{pruned} of the weights are zero, so {macs} times fewer multiplications are needed. Even so, the fastest kernel that uses this, {kernel}, runs at only {times} times the speed of dense.',
  'why.indices':
    'Indices: {bytes} of the CSR file, {share} of it, only say where the weights are. They are loaded and decoded beside the values.',
  'why.memory':
    'Memory: {csr} instead of {dense} to read, {times} times less, while the multiplications shrink {macs} times.',
  'why.memory.more':
    'Memory: {csr} to read instead of {dense}, {times} times as little: indices cost more than zeros save.',
  'why.simd':
    'SIMD: dense spends {dense} ns per weight, adding four outputs per instruction; CSR spends {csr} ns per non-zero weight, one at a time: {times} times as long.',
  'why.batch':
    'Batch size: one image at a time, dense processes {dense} per second and CSR {csr}, {times} times as many; in batches of 128 the factor is {many}.',
});
