//! Every error there is, with the names of its fields: the list that the page's texts are checked against. The macro makes
//! the list and a match without a catch-all arm of the same names, so an error that is left out does not compile.

use std::collections::BTreeMap;

use prunelab::error::Error;

macro_rules! errors {
    ($($name:ident { $($field:ident),* }),+ $(,)?) => {
        /// One of each.
        fn all() -> Vec<Error> {
            vec![$(Error::$name { $($field: Default::default()),* }),+]
        }

        /// Compiles only if each is listed.
        fn is_listed(error: &Error) -> bool {
            match error {
                $(Error::$name { .. })|+ => true,
            }
        }
    };
}

errors! {
    NotIdx { file, magic },
    IdxTruncated { file, expected, found },
    IdxTrailing { file, extra },
    IdxEmpty { file },
    TooManyItems { file, count, max },
    CountsDisagree { images_file, images, labels_file, labels },
    ImageSize { file, height, width, max },
    SizesDisagree { train_file, train_size, test_file, test_size },
    LabelTooLarge { file, label, index, max },
    NotData { file, kind },
    DataShape { file, shape },
    DataValue { file, value, index },
    PixelValue { file, value, index },
    CsvRow { file, line, found, expected },
    CsvValue { file, line, column, value },
    CsvColumns { file, columns },
    NumpyFile { file, reason },
    Picture { file },
    PictureFolder { file },
    Archive { file, reason },
    Gzip { file, reason },
    GzipTooLarge { file, limit },
    MissingPart { have, missing },
    DuplicatePart { first, second, part },
    TooFewToSplit { file, count, min },
    OutOfRange { what, value, min, max },
    MethodMismatch { what, value, with, allowed },
    BadExperiment { reason },
    MisplacedOp { index, op, reason },
    Checkpoint { file, reason },
    CheckpointMissing { file, tensor, found },
    CheckpointShape { file, tensor, found, expected },
    CheckpointNotFinite { file, tensor, index },
    CheckpointMask { file, tensor, weight, value },
    Onnx { file, reason },
    OnnxNode { file, node, op, reason },
    StoredNetwork { file, reason },
    Diverged { epoch, batch, loss, lr },
    NoDataset {},
    NoRun {},
    NoSuchNode { node },
    NeedsCheckpoint { name, digest },
    BadState { reason },
}

#[test]
fn the_page_knows_every_error_and_its_fields() {
    let mut found = BTreeMap::new();
    for error in all() {
        assert!(is_listed(&error));
        let written = serde_json::to_value(&error).unwrap();
        let fields: Vec<String> = written
            .get("params")
            .and_then(|params| params.as_object())
            .map(|params| params.keys().cloned().collect())
            .unwrap_or_default();
        found.insert(written["code"].as_str().unwrap().to_owned(), fields);
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/errors.json");
    let known = std::fs::read_to_string(file).unwrap_or_default();
    let made = serde_json::to_string_pretty(&found).unwrap() + "\n";
    assert!(
        known == made,
        "tests/fixtures/errors.json is out of date; it should be:\n{made}"
    );
}
