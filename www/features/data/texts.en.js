// @ts-check
/** English texts of the feature `data`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'help.data.digitsTrain': 'What the network learns from.',
  'help.data.digitsTest': 'What it is judged by.',
  'help.data.seed': 'Another seed draws other digits.',

  'data.title': 'Data set',
  'data.help': 'Another data set starts a new list of runs.',
  'data.digits': 'Built-in digits',
  'data.digits.help': 'Handwritten digits, drawn from a seed on this machine. No download.',
  'data.digits.use': 'Draw and train',
  'data.digitsTrain': 'Training images',
  'data.digitsTest': 'Test images',
  'data.seed': 'Seed',
  'data.files': 'Files of your own',
  'data.files.help':
    'Images and labels in MNIST\u2019s format (IDX, packed or plain), or a network (.safetensors, .onnx, .prnl). You can also drop them anywhere on the page. They stay on this machine.',
  'data.beside': 'MNIST beside this page',
  'data.beside.looking': 'Looking in data/mnist/\u2026',
  'data.beside.there': 'Found in data/mnist/.',
  'data.beside.absent': 'There is nothing in data/mnist/ on this server.',
  'data.beside.use': 'Load and train',
  'data.download': 'Download',
  'data.download.help':
    'About 12 MB for MNIST, 31 MB for Fashion-MNIST. Fetched once, then kept in this browser. Nothing is downloaded before you press the button.',
  'data.collection': 'Data set',
  'data.mirrors': 'Addresses',
  'data.mirrors.help': 'One a line, tried from the top. The server must allow other sites to read (CORS).',
  'data.download.start': 'Download and train',
  'data.download.cancel': 'Cancel',
  'data.download.progress': 'Download progress',
  'data.download.begin': 'Connecting\u2026',
  'data.download.file': 'File {index} of {count}: {file}, {done}',
  'data.download.done': 'All four files are here.',
  'data.download.blocked':
    'The browser will block {url}: this page\u2019s security policy allows only its own server and the mirrors listed at first. Put the files in data/mnist/ beside the page, or download them yourself and drop them here.',
  'data.digest.right': '{file}: SHA-256 as it should be',
  'data.digest.shown': '{file}: SHA-256 {digest}',
  'data.digest.none': '{file}: not checked, this browser has no SHA-256 on an address without https',
  'download.address':
    '\u201c{url}\u201d is not a web address. Write one that begins with https:// and ends with a folder.',
  'download.empty': 'No address is given. Write at least one, or drop the files on the page.',
  'download.tried': 'Tried: {hosts}.',
  'download.blocked':
    'The browser blocked {url}: this page\u2019s security policy does not allow that server. Download the file yourself and drop it on the page.',
  'download.status': '{url} could not be fetched: the server answered {status}. Try another address.',
  'download.network':
    '{url} could not be fetched: no connection, or the server does not let other sites read (CORS). Try another address, or drop the files on the page.',
  'download.large': '{file} is larger than {limit} bytes and was not taken.',
  'download.digest': '{file} from {url} is damaged: its SHA-256 is {digest}, not that of MNIST. Try another address.',
});
