// @ts-check
/** English texts of the feature `data`. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'help.data.digitsTrain': 'Images the network is trained on.',
  'help.data.digitsTest': 'Images the accuracy is measured on.',
  'help.data.seed': 'A different seed gives different digits.',

  'data.title': 'Data set',
  'data.help': 'A new data set starts a new history.',
  'data.digits': 'Built-in digits',
  'data.digits.help': 'Handwritten digits, generated from a seed on this device. No download.',
  'data.digits.use': 'Generate and train',
  'data.digitsTrain': 'Training images',
  'data.digitsTest': 'Test images',
  'data.seed': 'Random seed',
  'data.files': 'Your own files',
  'data.files.help':
    'Images and labels as IDX (the MNIST format), NumPy (.npy, .npz), CSV or PNG files in one folder for each class, zipped or not, or networks (.safetensors, .onnx, .pt, .prnl). You can also drop files and folders anywhere on the page. They stay on this device.',
  'data.folder.choose': 'Choose a folder',
  'data.beside': 'MNIST on this server',
  'data.beside.looking': 'Looking in data/mnist/…',
  'data.beside.there': 'Found in data/mnist/.',
  'data.beside.absent': 'There is no MNIST in data/mnist/ on this server.',
  'data.beside.use': 'Load and train',
  'data.download': 'Download',
  'data.download.help':
    'About 12 MB for MNIST, 31 MB for Fashion-MNIST. Downloaded once, then kept in this browser; nothing is downloaded until you click the button.',
  'data.collection': 'Data set',
  'data.mirrors': 'Addresses',
  'data.mirrors.help': 'One per line, tried from top to bottom. The server must allow other sites to read it (CORS).',
  'data.download.start': 'Download and train',
  'data.download.cancel': 'Cancel',
  'data.download.progress': 'Download progress',
  'data.download.begin': 'Connecting…',
  'data.download.file': 'File {index} of {count}: {file}, {done}',
  'data.download.done': 'All four files are downloaded.',
  'data.download.blocked':
    'The browser will block {url}: this page’s security policy allows only its own server and the mirrors listed at first. Put the files in data/mnist/ on this server, or download them yourself and drop them here.',
  'data.digest.right': '{file}: SHA-256 verified',
  'data.digest.shown': '{file}: SHA-256 {digest}',
  'data.digest.none': '{file}: not verified, as this browser offers SHA-256 over https only',
  'download.address': '“{url}” is not a web address. Enter one that begins with https:// and ends with a folder.',
  'download.empty': 'No address is given. Enter at least one, or drop the files on the page.',
  'download.tried': 'Tried: {hosts}.',
  'download.blocked':
    'The browser blocked {url}: this page\u2019s security policy does not allow that server. Download the file yourself and drop it on the page.',
  'download.status': '{url} could not be fetched: the server answered {status}. Try another address.',
  'download.network':
    '{url} could not be fetched: no connection, or the server does not allow other sites to read it (CORS). Try another address, or drop the files on the page.',
  'download.large': '{file} is larger than {limit} bytes and was rejected.',
  'download.digest': '{file} from {url} is damaged: its SHA-256 is {digest}, not that of MNIST. Try another address.',
});
