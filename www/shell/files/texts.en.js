// @ts-check
/** English texts about files that are opened. */

/** @type {import('../../i18n/index.js').Table} */
export const en = Object.freeze({
  'error.not-data':
    '{file} contains no images or labels: it is {kind}. Choose IDX, NumPy, CSV or PNG files, a folder, or an archive of them.',
  'error.data-shape':
    '{file} contains an array of shape {shape}. Images have the shape count × height × width or count × pixels, labels have the shape count.',
  'error.data-value': '{file} contains {value} as the label of item {index}. Labels are whole numbers from 0.',
  'error.pixel-value':
    '{file} contains the pixel value {value} at index {index}. Pixels range from 0 to 1 or from 0 to 255; save the images before they are standardized.',
  'error.csv-row': '{file}, line {line}: {found} {found?column:columns} instead of {expected}.',
  'error.csv-value': '{file}, line {line}, column {column}: “{value}” is not a pixel or a label.',
  'error.csv-columns':
    '{file} has {columns} columns. A table of images has one column for the label and a square number of pixel columns, such as 784.',
  'error.numpy-file':
    '{file} is not a readable NumPy file: {reason}. Save a C-ordered numeric array with np.save or np.savez.',
  'error.picture': '{file} is not a readable PNG picture. Save it again.',
  'error.picture-folder':
    '{file} is not in a folder, so its class is unknown. Choose the folder that contains one folder for each class.',
  'error.archive': '{file} cannot be unpacked: {reason}. Unpack it yourself and choose its contents.',
  'error.unreadable':
    '{file} could not be read. It may have been moved, or it may be a folder that this browser does not hand over.',
  'error.file-too-large': 'The size of {file} is {bytes} B; at most {limit} B can be read.',
  'error.too-many-files': '{count} files were chosen; at most {max} can be read.',
  'error.nothing-chosen':
    '{count?The file that was chosen contains:The {count} files that were chosen contain} neither data nor a network.',
  'notice.reading': 'Reading the files…',
  'notice.stopReading': 'Stop',
  'notice.loaded': '{name}: {train} training {train?image:images} and {test} test {test?image:images}.',
  'notice.splitByClass':
    'No test files were given and the images are sorted by class, so the test set is {test} {test?image:images} drawn from all classes with a fixed seed.',
  'remark.scaled': '{file}: pixels from 0 to {top} were scaled to 0 to 255.',
  'remark.one-hot': '{file}: the labels were one-hot rows of {classes} classes.',
  'remark.first-column': '{file}: the first of {columns} columns holds the labels, as in QMNIST.',
  'remark.unlabelled': '{file}: {count} {count?image has:images have} no labels and {count?was:were} left out.',
  'remark.left-out': 'Left out, as {count?it contains:they contain} neither images nor labels: {files}.',
  'remark.left-out-more':
    'Left out, as they contain neither images nor labels: {files} and {more} {more?other:others}.',
  'remark.folders': 'The folders are the classes: {classes}.',
  'remark.folders-more': 'The folders are the classes: {classes} and {more} {more?other:others}.',
  'word.cut-short': 'it is truncated',
  'word.damaged': 'it is damaged',
  'word.trailing': 'something else follows at its end',
  'word.encrypted': 'it is encrypted',
  'word.method': 'it uses a compression method that is not supported',
  'word.nested': 'too many archives are nested in it',
  'word.fortran': 'its array is in Fortran order',
  'word.type': 'its numbers are of an unsupported type',
  'word.html': 'a web page',
  'word.text': 'a text file',
  'word.jpeg': 'a JPEG picture',
  'word.hdf5': 'an HDF5 file',
  'word.matlab': 'a MATLAB file',
  'word.parquet': 'a Parquet or Arrow file',
  'word.pickle': 'a Python pickle',
  'word.archive': 'an archive of another kind',
  'word.document': 'a PDF document',
  'word.lfs': 'a Git LFS pointer, not the file itself',

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
  'word.images': 'images',
  'word.labels': 'labels',
});
