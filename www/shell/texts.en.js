// @ts-check
/** English texts of the page around the features: header, steps, messages, errors. */

/** @type {import('../i18n/index.js').Table} */
export const en = Object.freeze({
  'page.skip': 'Skip to the slider',
  'page.steps': 'The four steps',

  'page.views': 'Workspaces',
  'page.stage': 'The network',
  'page.evidence': 'Details',
  'page.parts': 'Parts of the page',
  'band.fate': 'This image',
  'view.explore': 'Explore',
  'view.experiments': 'Experiments',
  'view.compress': 'Compress',
  'view.learn': 'Learn',
  'entries.experiments': 'All experiments',
  'entries.compress': 'All of Compress',
  'entry.none': 'Not run',
  'entry.running': 'Running, {finished} of {total}',
  'work.list': 'Work in progress',
  'work.stop': 'Stop: {name}',
  'part.stage': 'Network',
  'part.rail': 'Steps',
  'part.evidence': 'Details',
  'header.network': 'Network:',
  'tool.runs': 'Runs',
  'help.runs': 'History of all operations. Select an entry to return to its network.',
  'help.network': 'Inputs, hidden layers and classes. Click to change the hidden layers.',
  'help.wordmark': 'Start over with the built-in digits and a new network.',
  'rail.accuracy': 'test accuracy',
  'rail.training': 'training',
  'rail.notYet': 'not measured yet',
  'rail.measuring': 'measuring',
  'rail.difference': 'test accuracy {accuracy}, {points} points vs. dense',
  'rail.before': 'test accuracy at {sparsity} sparsity',
  'rail.difference.before': 'test accuracy {accuracy}, {points} points vs. before',
  'rail.tunedAt': 'test accuracy, {ratio} pruned',
  'rail.tuning': 'fine-tuning',
  'rail.forgot': 'mask dropped: sparsity fell to {left}',
  'rail.notTuned': 'not fine-tuned yet',
  'rail.layer': 'same sparsity in every layer',
  'rail.global': 'global ranking',
  'rail.row': 'same sparsity per output neuron',
  'rail.erdos-renyi': 'Erdős–Rényi sparsity per layer',
  'rail.own': 'per-layer ratios',
  'headline.failed': 'The engine could not be started.',
  'headline.starting': 'Train a neural network in your browser, prune it, and see what it still recognizes. Starting…',
  'headline.loading':
    'Train a neural network in your browser, prune it, and see what it still recognizes. Loading the images…',
  'headline.noData': 'No data set is loaded. Choose one to begin.',
  'headline.waiting':
    'This link needs the files of {name}. Drop them on the page, or click the data set above to choose them.',
  'headline.empty': 'There is no network yet. Train one, then move the slider to prune it.',
  'headline.diverged': 'Training diverged. Lower the learning rate and train again.',
  'headline.training-start': 'Training a new network on {images} {images?image:images}.',
  'headline.training':
    'After epoch {epoch} of {epochs}, the network classifies {accuracy} of {total} test images correctly.',
  'headline.training-sparse':
    'After epoch {epoch} of {epochs}, with {sparsity} of the weights pruned, the network classifies {accuracy} of {total} test images correctly.',
  'headline.training-paused': 'Training is paused.',
  'headline.tuning-start': 'Fine-tuning the network with {sparsity} of its weights pruned.',
  'headline.tuning':
    'Fine-tuning, epoch {epoch} of {epochs}: {accuracy} of {total} test images are classified correctly.',
  'headline.tuning-sparse':
    'Fine-tuning, epoch {epoch} of {epochs}: with {sparsity} of the weights pruned, {accuracy} of {total} test images are classified correctly.',
  'headline.tuning-paused': 'Fine-tuning is paused.',
  'headline.dense': 'The network classifies {accuracy} of {total} test images correctly.',
  'headline.imported': 'The network imported from {name} classifies {accuracy} of {total} test images correctly.',
  'headline.quantized': 'Quantized to {bits} bits, the network classifies {accuracy} of {total} test images correctly.',
  'headline.shared': 'With shared weights, the network classifies {accuracy} of {total} test images correctly.',
  'headline.before':
    'With {sparsity} of its {weights} weights already pruned, the network classifies {accuracy} of {total} test images correctly.',
  'headline.ranking': 'Ranking its {weights} weights…',
  'headline.unranked': 'This score cannot rank its weights; see the message.',
  'headline.slide': 'Move the slider to prune: the least important of its {weights} weights are set to zero.',
  'headline.slide-neurons':
    'Move the slider to prune: the least important of its {neurons} hidden {neurons?neuron:neurons} are removed.',
  'headline.slideOn': 'Move the slider beyond {sparsity} to prune more.',
  'headline.pruned-measuring': 'With {sparsity} of the {weights} weights pruned: measuring…',
  'headline.neurons-measuring':
    'With {ratio} of the {neurons} hidden {neurons?neuron:neurons} pruned ({sparsity} of the weights): measuring…',
  'headline.groups-measuring': 'With {shape} sparsity, {sparsity} of the {weights} weights pruned: measuring…',
  'headline.pruned': 'With {sparsity} of its {weights} weights pruned: {accuracy} ({points} points).',
  'headline.neurons':
    'With {ratio} of the {neurons} hidden {neurons?neuron:neurons} pruned ({sparsity} of the weights): {accuracy} ({points} points).',
  'headline.groups': 'With {shape} sparsity, {sparsity} of the {weights} weights pruned: {accuracy} ({points} points).',
  'headline.emptied':
    'With {sparsity} pruned, no weights are left in {layers?layer:layers} {layers}: every image is classified alike, and accuracy drops to {accuracy}, chance level.',
  'headline.oneClass': 'With {sparsity} pruned, every image is classified as {label}: {accuracy}.',
  'headline.chance':
    'With {sparsity} pruned, the network is no better than random guessing among {classes} classes: {accuracy}.',
  'headline.tuned': 'Fine-tuned: {accuracy} ({points} points).',
  'headline.tunedAt': 'Fine-tuned with {ratio} pruned: {accuracy} ({points} points).',
  'headline.dropped': 'Fine-tuned without the mask: {accuracy}, but sparsity fell to {sparsity}.',

  'header.data': 'Data set:',
  'header.noData': 'No data yet',
  'header.tools': 'Tools',
  'tool.undo': 'Undo',
  'tool.share': 'Share',
  'tool.export': 'Export',
  'help.dataset': 'The images the network is trained and tested on. Click to choose others.',
  'help.undo': 'Undo the last operation or setting (Ctrl+Z). The history is kept.',
  'help.share': 'Copy a link that reproduces this experiment.',
  'help.export': 'Save the network, the results or a chart as a file.',
  'help.language': 'Switch between English and Chinese.',
  'theme.light': 'Theme: light. Click for dark.',
  'theme.dark': 'Theme: dark. Click to follow the system.',
  'theme.auto': 'Theme: system. Click for light.',
  'dataset.digits': 'Built-in digits',
  'dataset.built-in-digits': 'Built-in digits',

  'status.starting': 'Starting the engine…',
  'status.data': 'Loading the images…',
  'status.waiting': 'Waiting for the files of {name}',
  'status.idle': 'No network yet',
  'status.ranking': 'Ranking the weights…',
  'status.training': 'Training\u2026',
  'status.finetuning': 'Fine-tuning\u2026',
  'status.paused': 'Paused',
  'status.ready': 'Ready',
  'status.error': 'Error',

  'step.train': 'Train',
  'step.score': 'Score',
  'step.prune': 'Prune',
  'step.tune': 'Fine-tune',

  'help.train': 'Create a new network with these settings and train it.',
  'help.tune': 'Prune at the slider, then train the remaining weights.',
  'help.pause': 'Pause or resume; nothing is lost.',
  'help.step': 'While paused: train on one batch.',
  'help.stop': 'Stop here and keep the network trained so far.',

  'run.train': 'Train',
  'run.again': 'Restart',
  'run.tune': 'Fine-tune',
  'run.pause': 'Pause',
  'run.resume': 'Resume',
  'run.step': 'Step',
  'run.stop': 'Stop',
  'run.progress': 'Progress of the run',
  'run.starting': 'Starting…',
  'run.paused': 'paused',
  'run.left': '{time} left',
  'run.place': 'Epoch {epoch} of {epochs}, batch {batch} of {totalBatches}',
  'run.loss': 'Loss {loss}',

  'error.load': 'Part of the page could not be loaded ({message}). Check your connection and try again.',

  'accuracy.title': 'Accuracy vs. sparsity',

  'data.drop': 'Drop data files or a network here',

  'notice.error': 'Error: ',
  'notice.info': 'Note: ',
  'notice.success': 'Done: ',
  'notice.close': 'Close this message',
  'notice.copied': 'Link copied. Anyone who opens it gets the same numbers.',
  'notice.copyByHand': 'The browser does not allow this page to copy. Here is the link: {href}',
  'notice.form': 'A setting is out of range. It is marked in the form.',
  'notice.known':
    'This run is already in the history: the same settings and seed give the same numbers. Change a setting for a new result.',
  'notice.tunedAll': 'All these ratios have already been fine-tuned with these settings. Change the list or a setting.',
  'notice.needsData':
    'This link needs the data set {name} (digest {digest}), which is neither on this server nor in this browser. Drop its files on the page or choose them.',
  'notice.needsNetwork':
    'This link starts from the network file {name} (digest {digest}). Drop that file on the page or choose it.',
  'notice.otherData':
    'These files (digest {found}) are not the link’s data set {name} (digest {digest}). They are loaded, but the link was not replayed.',
  'notice.splitOff': 'No test files were given; the last {test} {test?image serves:images serve} as the test set.',
  'notice.openData': 'Choose',
  'notice.restarted':
    'The engine crashed and was restarted; data and operations are being repeated. Its message: {message}',
  'notice.warning': 'Warning: ',
  'notice.movement': 'No movement was recorded while this network was trained; it is ranked by magnitude instead.',
  'notice.ratios': 'This network has {layers} {layers?layer:layers} to prune; the per-layer ratios were reset.',
  'notice.images': 'There {images?is:are} only {images} training {images?image:images}; all are used for calibration.',

  'warn.emptied': 'No weights are left in {layers?layer:layers} {layers}: every image is classified alike.',
  'warn.oneClass': 'Every image is classified as {label}.',
  'warn.chance': 'No better than random guessing among {classes} classes.',
  'warn.ratio': 'Back to the last working ratio',
  'warn.weights': 'Back to individual weights',
  'warn.undo': 'Undo',
  'error.panic': 'The engine failed: {message}',
  'error.crashed': 'The engine crashed repeatedly and was not restarted. Reload the page. Its message: {message}',
  'error.unknown': 'Something went wrong: {message}',
  'error.boot': 'The engine could not be started: {message}.',
  'word.images': 'images',
  'word.link-starts': 'The page starts with the built-in digits instead.',
  'word.link-stays': 'The page was left unchanged.',
  'word.labels': 'labels',

  'link.rest': 'Open the rest',
  'link.part': 'The link cannot be read: “{piece}” is not recognized. {then}',
  'link.missing': 'The link is incomplete: “{piece}” is missing. {then}',
  'link.twice': 'The link cannot be read: “{piece}” appears twice. {then}',
  'link.data': 'The link names an unknown data set: “{piece}”. {then}',
  'link.op': 'The link contains an operation that cannot be read: “{piece}”. {then}',
  'link.optimizer': 'The link contains an optimizer that cannot be read: “{piece}”. {then}',
  'link.number': 'The link contains “{piece}” where a number from {min} to {max} is needed. {then}',
  'link.method': 'The link contains a pruning method that cannot be read: “{piece}”. {then}',
  'link.name': 'The link contains a name that cannot be read: “{piece}”. {then}',
  'link.order':
    'In the link, operation {index} (“{piece}”) is misplaced: the first operation, and only the first, creates a network. {then}',
  'link.long': 'The link is too long (more than {max}): \u201c{piece}\u201d. {then}',
  'link.choice': 'In the link, “{piece}” is not a valid {what}. Choose one of: {allowed}. {then}',
  'link.mismatch':
    'In the link, {what} {value} cannot be combined with {with}. Choose {allowed}. The method was “{piece}”. {then}',

  'error.not-idx':
    '{file} is not an IDX file: it starts with {magic}, not with 0x00000803 (images) or 0x00000801 (labels).',
  'error.idx-truncated':
    '{file} is truncated: its header promises {expected} bytes, but it has {found}. Download it again.',
  'error.idx-trailing':
    '{file} has {extra} {extra?byte:bytes} after its last item, so it is not a valid IDX file. Download it again.',
  'error.idx-empty': '{file} contains no images or labels.',
  'error.too-many-items': '{file} contains {count} items; at most {max} are supported.',
  'error.counts-disagree':
    '{imagesFile} contains {images} {images?image:images}, but {labelsFile} contains {labels} {labels?label:labels}. Choose two files that belong together.',
  'error.image-size':
    '{file} contains images of {height} × {width} pixels; sizes from 1 × 1 to {max} × {max} are supported.',
  'error.sizes-disagree':
    '{trainFile} contains images of {trainSize} pixels, but {testFile} of {testSize}. Choose files of one data set.',
  'error.label-too-large': '{file} contains the label {label} at item {index}; labels from 0 to {max} are supported.',
  'error.gzip': '{file} cannot be decompressed ({reason}). Download it again.',
  'error.gzip-too-large': '{file} decompresses to more than {limit} bytes, more than any supported data set.',
  'error.missing-part': 'A data set needs images and labels: {have} was given without {missing}.',
  'error.duplicate-part': '{first} and {second} both contain {part}. Choose one of them.',
  'error.too-few-to-split':
    '{file} contains {count} {count?image:images}; at least {min} are needed to split off a test set.',
  'error.out-of-range': '{what} is {value}; it must be between {min} and {max}.',
  'error.method-mismatch': '{what} {value} cannot be combined with {with}. Choose {allowed}.',
  'error.bad-experiment': 'This experiment cannot be read: {reason}.',
  'error.misplaced-op': 'Operation {index} ({op}) is misplaced: {reason}.',
  'error.checkpoint': '{file} is not a readable safetensors file: {reason}.',
  'error.checkpoint-missing':
    '{file} has no tensor {tensor}. A network needs fc1.weight, fc1.bias, fc2.weight, \u2026 (found: {found}).',
  'error.checkpoint-shape': '{file}: {tensor} has shape {found}, but {expected} is needed.',
  'error.checkpoint-mask':
    '{file}: {tensor} marks {weight} as pruned, but its value is {value}. Multiply the weights by their masks before saving.',
  'error.onnx': '{file} is not a readable ONNX file: {reason}.',
  'error.onnx-node':
    '{file}: {node} ({op}) is not part of a supported multilayer perceptron: {reason}. Export a network of Linear and ReLU layers.',
  'error.checkpoint-not-finite': '{file}: {tensor} contains a non-finite number at index {index}.',
  'error.diverged':
    'Training diverged in epoch {epoch}, batch {batch}: the loss is {loss}. The last good network was kept. Lower the learning rate (now {lr}).',
  'error.no-dataset': 'No data set is loaded. Choose one first.',
  'error.no-run': 'Nothing is running and there is no network to measure. Train one first.',
  'error.no-such-node': 'There is no run {node}.',
  'error.needs-checkpoint':
    'This experiment starts from the network file {name} (digest {digest}). Drop that file on the page first.',
  'error.bad-state': 'The network could not be passed between engines: {reason}. Try again.',
  'error.task-crashed': 'A background engine crashed; its work is lost, the rest continues. Its message: {message}',
  'error.pool-crashed':
    'The background engines crashed repeatedly. Wait a minute and try again, or use fewer images. The last message: {message}',
  'error.busy': 'A run is in progress. Stop it first.',

  'error.stored-network': '{file} is not a readable compact network file: {reason}. Save it again.',
  'run.teaching': 'Preparing the teacher network first.',
});
