// @ts-check
/** English texts of the page around the features: header, steps, messages, errors. */

/** @type {import('../i18n/index.js').Table} */
export const en = Object.freeze({
  'page.skip': 'Skip to the slider',
  'page.steps': 'The four steps',

  'page.views': 'Workspaces',
  'page.stage': 'The network',
  'page.evidence': 'Evidence',
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
  'part.evidence': 'Evidence',
  'header.network': 'Network:',
  'tool.runs': 'Runs',
  'help.runs': 'The history: a network after each operation. Select one to go back to it.',
  'help.network': 'Inputs, hidden layers and classes of the network. Select to change the hidden layers.',
  'help.wordmark': 'Back to the beginning: the built-in digits and a new network.',
  'rail.accuracy': 'test accuracy',
  'rail.training': 'training',
  'rail.notYet': 'not measured yet',
  'rail.measuring': 'measuring',
  'rail.difference': '{points} points vs. dense',
  'rail.before': 'test accuracy, {sparsity} pruned already',
  'rail.difference.before': '{points} points vs. before',
  'rail.tunedAt': 'fine-tuned at {ratio} pruned',
  'rail.tuning': 'fine-tuning',
  'rail.forgot': 'mask dropped: sparsity fell to {left}',
  'rail.notTuned': 'not fine-tuned yet',
  'rail.layer': 'same sparsity in every layer',
  'rail.global': 'global ranking',
  'rail.row': 'same sparsity per output neuron',
  'rail.erdos-renyi': 'Erdős–Rényi sparsity per layer',
  'rail.own': 'ratio set for each layer',
  'headline.failed': 'The engine could not be started.',
  'headline.starting': 'Train a neural network in your browser, prune it, and see what it still recognizes. Starting…',
  'headline.loading':
    'Train a neural network in your browser, prune it, and see what it still recognizes. Loading the images…',
  'headline.noData': 'No data set is loaded. Choose one to begin.',
  'headline.waiting':
    'This link needs the files of {name}. Drop them on the page, or select the data set above to choose them.',
  'headline.empty': 'There is no network yet. Train one, then move the slider to prune it.',
  'headline.diverged': 'Training diverged. Lower the learning rate and train again.',
  'headline.training-start': 'A new network is being trained on {images} images.',
  'headline.training':
    'After epoch {epoch} of {epochs}, the network classifies {accuracy} of {total} test images correctly.',
  'headline.training-sparse':
    'After epoch {epoch} of {epochs}, with {sparsity} of the weights pruned, the network classifies {accuracy} of {total} test images correctly.',
  'headline.training-paused': 'Training is paused.',
  'headline.tuning-start': 'The network with {sparsity} of its weights pruned is being fine-tuned.',
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
    'With {sparsity} of its {weights} weights pruned already, the network classifies {accuracy} of {total} test images correctly.',
  'headline.ranking': 'Its {weights} weights are being ranked.',
  'headline.unranked': 'Its weights cannot be ranked by this score; the message says why.',
  'headline.slide': 'Move the slider to prune: the least important of its {weights} weights are set to zero.',
  'headline.slide-neurons':
    'Move the slider to prune: the least important of its {neurons} hidden neurons are removed.',
  'headline.slideOn': 'Move the slider beyond {sparsity} to prune more.',
  'headline.pruned-measuring': 'With {sparsity} of the {weights} weights pruned: measuring…',
  'headline.neurons-measuring':
    'With {ratio} of the {neurons} hidden neurons pruned ({sparsity} of the weights): measuring…',
  'headline.groups-measuring': 'With {shape} sparsity, {sparsity} of the {weights} weights pruned: measuring…',
  'headline.pruned': 'With {sparsity} of its {weights} weights pruned: {accuracy} ({points} points).',
  'headline.neurons':
    'With {ratio} of the {neurons} hidden neurons pruned ({sparsity} of the weights): {accuracy} ({points} points).',
  'headline.groups': 'With {shape} sparsity, {sparsity} of the {weights} weights pruned: {accuracy} ({points} points).',
  'headline.emptied':
    'With {sparsity} pruned, no weight is left in layer {layers}: every image gets the same answer, and {accuracy} is chance.',
  'headline.oneClass': 'With {sparsity} pruned, every image is classified as {label}: {accuracy}.',
  'headline.chance':
    'With {sparsity} pruned, the network is no better than guessing among {classes} classes: {accuracy}.',
  'headline.tuned': 'Fine-tuned: {accuracy} ({points} points).',
  'headline.tunedAt': 'Fine-tuned at {ratio} pruned: {accuracy} ({points} points).',
  'headline.dropped': 'Fine-tuned without its mask: {accuracy}, but sparsity fell to {sparsity}.',

  'header.data': 'Data set:',
  'header.noData': 'No data yet',
  'header.tools': 'Tools',
  'tool.undo': 'Undo',
  'tool.share': 'Share',
  'tool.export': 'Export',
  'help.dataset': 'The images the network learns from. Select to choose others.',
  'help.dataset.splitOff': 'No test files were given: the last {test} images are used as the test set.',
  'help.undo': 'Undo the last operation or setting (Ctrl+Z). Runs stay in the history.',
  'help.share': 'Copy a link that reproduces this experiment.',
  'help.export': 'Save the network, the results or a chart as a file.',
  'help.language': 'Switch between English and Chinese.',
  'theme.light': 'Theme: light. Select for dark.',
  'theme.dark': 'Theme: dark. Select to follow the system.',
  'theme.auto': 'Theme: as the system. Select for light.',
  'dataset.digits': 'Built-in digits',
  'dataset.built-in-digits': 'Built-in digits',

  'status.starting': 'Starting the engine\u2026',
  'status.data': 'Loading the images\u2026',
  'status.waiting': 'Waiting for the files of {name}',
  'status.idle': 'No network yet',
  'status.ranking': 'Ranking the weights\u2026',
  'status.training': 'Training\u2026',
  'status.finetuning': 'Fine-tuning\u2026',
  'status.paused': 'Paused',
  'status.ready': 'Ready',
  'status.error': 'Something went wrong',

  'step.train': 'Train',
  'step.score': 'Score',
  'step.prune': 'Prune',
  'step.tune': 'Fine-tune',

  'help.train': 'Makes a new network with these settings and trains it.',
  'help.tune': 'Prunes at the slider, then trains the remaining weights.',
  'help.pause': 'Pauses; nothing is lost.',
  'help.step': 'While paused: trains exactly one batch.',
  'help.stop': 'Ends here and keeps what was learned so far.',

  'run.train': 'Train',
  'run.again': 'Restart',
  'run.tune': 'Fine-tune',
  'run.pause': 'Pause',
  'run.resume': 'Resume',
  'run.step': 'Step',
  'run.stop': 'Stop',
  'run.progress': 'Progress of the run',
  'run.starting': 'Starting\u2026',
  'run.paused': 'paused',
  'run.left': '{time} left',
  'run.place': 'Epoch {epoch} of {epochs}, batch {batch} of {totalBatches}',
  'run.loss': 'Loss {loss}',

  'error.load': 'A part of the page could not be loaded ({message}). Look at the connection and try again.',

  'accuracy.title': 'Accuracy against sparsity',

  'data.drop': 'Drop data files or a network here',

  'notice.error': 'Error: ',
  'notice.info': 'Note: ',
  'notice.success': 'Done: ',
  'notice.close': 'Close this message',
  'notice.copied': 'The link is copied. Whoever opens it gets the same numbers.',
  'notice.copyByHand': 'The browser does not let this page copy. Here is the link: {href}',
  'notice.form': 'A setting is out of range. It is marked in the form.',
  'notice.known':
    'This run is in the list already: the same settings and seed give the same numbers. Change something to see something new.',
  'notice.tunedAll':
    'All these ratios have been fine-tuned with these settings already. Change the list or a setting to see something new.',
  'notice.needsData':
    'This link needs the data set {name} (digest {digest}). It is not beside this page or in this browser. Drop its files on the page or choose them.',
  'notice.needsNetwork':
    'This link begins with the network file {name} (digest {digest}). Drop that file on the page or choose it.',
  'notice.otherData':
    'These files are another data set (digest {found}) than the link\u2019s {name} (digest {digest}). They are loaded, but the link was not replayed.',
  'notice.splitOff': 'No test files were given: the last {test} images are used as the test set.',
  'notice.openData': 'Choose',
  'notice.restarted':
    'The engine crashed and was started again; data and operations are being repeated. What it said: {message}',
  'notice.warning': 'Warning: ',
  'notice.movement': 'This network’s training noted no movement down: it is ranked by magnitude now.',
  'notice.ratios': 'This network has {layers} {layers?layer:layers} to prune: the ratios of single layers begin anew.',
  'notice.images': 'There are only {images} training {images?image:images}: all of them are looked at.',

  'warn.emptied': 'No weight is left in layer {layers}: every image gets the same answer.',
  'warn.oneClass': 'Every image is classified as {label}.',
  'warn.chance': 'No better than guessing among {classes} classes.',
  'warn.ratio': 'Back to the last working ratio',
  'warn.weights': 'Back to individual weights',
  'warn.undo': 'Undo',
  'error.panic': 'The engine failed: {message}',
  'error.crashed':
    'The engine crashed again and again and was not started anew. Reload the page. What it said: {message}',
  'error.unknown': 'Something went wrong: {message}',
  'error.boot': 'The engine could not be started: {message}.',
  'word.images': 'images',
  'word.link-starts': 'The page starts with the built-in digits instead.',
  'word.link-stays': 'What is on the page stays as it is.',
  'word.labels': 'labels',

  'link.rest': 'Open the rest',
  'link.part': 'The link is not readable: \u201c{piece}\u201d means nothing here. {then}',
  'link.missing': 'The link is not whole: \u201c{piece}\u201d is missing. {then}',
  'link.twice': 'The link is not readable: \u201c{piece}\u201d stands in it twice. {then}',
  'link.data': 'The link names no data set this page knows: \u201c{piece}\u201d. {then}',
  'link.op': 'The link holds an operation that cannot be read: \u201c{piece}\u201d. {then}',
  'link.optimizer': 'The link holds an optimiser that cannot be read: \u201c{piece}\u201d. {then}',
  'link.number': 'The link holds \u201c{piece}\u201d where a number from {min} to {max} is needed. {then}',
  'link.method': 'The link holds a pruning method that cannot be read: \u201c{piece}\u201d. {then}',
  'link.name': 'The link holds a name that cannot be read: \u201c{piece}\u201d. {then}',
  'link.order':
    'In the link, operation {index}, \u201c{piece}\u201d, cannot stand where it stands: the first, and only the first, makes a network. {then}',
  'link.long': 'The link is too long (more than {max}): \u201c{piece}\u201d. {then}',
  'link.choice': 'In the link, “{piece}” is no {what} there is. Choose one of: {allowed}. {then}',
  'link.mismatch':
    'In the link, {what} {value} does not go with {with}. Choose {allowed}. The method was “{piece}”. {then}',

  'error.not-idx':
    '{file} is not an IDX file: it begins with {magic}, not with 0x00000803 (images) or 0x00000801 (labels).',
  'error.idx-truncated': '{file} is cut short: its header promises {expected} bytes, it has {found}. Fetch it again.',
  'error.idx-trailing':
    '{file} has {extra} {extra?byte:bytes} after its last item, so it is not a whole IDX file. Fetch it again.',
  'error.idx-empty': '{file} holds no images or labels.',
  'error.too-many-items': '{file} holds {count} items; at most {max} are taken.',
  'error.counts-disagree':
    '{imagesFile} holds {images} {images?image:images} but {labelsFile} holds {labels} {labels?label:labels}. Choose two files that belong together.',
  'error.image-size':
    '{file} holds images of {height} \u00d7 {width} pixels; from 1 \u00d7 1 to {max} \u00d7 {max} can be used.',
  'error.sizes-disagree':
    '{trainFile} holds images of {trainSize} pixels but {testFile} of {testSize}. Choose files of one data set.',
  'error.label-too-large': '{file} holds the label {label} at item {index}; labels from 0 to {max} can be used.',
  'error.gzip': '{file} cannot be unpacked ({reason}). Fetch it again.',
  'error.gzip-too-large': '{file} unpacks to more than {limit} bytes. No data set this page can use is that large.',
  'error.missing-part': 'A data set needs images and labels: {missing} missing beside {have}.',
  'error.duplicate-part': '{first} and {second} are both {part}. Choose one of them.',
  'error.too-few-to-split':
    '{file} holds {count} {count?image:images}; at least {min} are needed to split off a test set.',
  'error.out-of-range': '{what}: {value} cannot be used; it must lie between {min} and {max}.',
  'error.method-mismatch': '{what} {value} does not go with {with}. Choose {allowed}.',
  'error.bad-experiment': 'This experiment cannot be read: {reason}.',
  'error.misplaced-op': 'Operation {index} ({op}) cannot stand here: {reason}.',
  'error.checkpoint': '{file} is not a safetensors file that can be read: {reason}.',
  'error.checkpoint-missing':
    '{file} has no tensor {tensor}. A network needs fc1.weight, fc1.bias, fc2.weight, \u2026 (found: {found}).',
  'error.checkpoint-shape': '{file}: {tensor} has shape {found}, but {expected} is needed.',
  'error.checkpoint-mask':
    '{file}: {tensor} says that {weight} is pruned, but it is {value}. Multiply the weights by their masks before saving.',
  'error.onnx': '{file} is not an ONNX file that can be read: {reason}.',
  'error.onnx-node':
    '{file}: {node} ({op}) is no part of a multilayer perceptron as it can be read here: {reason}. Export a network of Linear and ReLU.',
  'error.checkpoint-not-finite': '{file}: {tensor} holds a number that is not finite at place {index}.',
  'error.diverged':
    'Training diverged in epoch {epoch}, batch {batch}: the loss is {loss}. The last good network is kept. Lower the learning rate (now {lr}).',
  'error.no-dataset': 'No data set is loaded yet. Choose one first.',
  'error.no-run': 'There is no run going on and no network to measure yet. Train one first.',
  'error.no-such-node': 'There is no run {node}.',
  'error.needs-checkpoint':
    'This experiment begins with the network file {name} (digest {digest}). Drop that file on the page first.',
  'error.bad-state': 'The network from the other engine cannot be taken over: {reason}. Try again.',
  'error.task-crashed':
    'An engine in the background crashed; what it worked on is lost, the rest goes on. It said: {message}',
  'error.pool-crashed':
    'The engines in the background crashed again and again. Wait a minute and try again, or with fewer images. What the last said: {message}',
  'error.busy': 'A run is going on. Stop it first.',

  'error.stored-network': '{file} is not a compact network file that can be read: {reason}. Save it again.',
  'run.teaching': 'The teacher is made ready first.',
});
