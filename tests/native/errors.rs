//! Every error and every reason to refuse a network file there is, with the names of their fields: the list that the page's
//! texts are checked against. The macro makes the list and a match without a catch-all arm of the same names, so one that
//! is left out does not compile.

use std::collections::BTreeMap;

use prunelab::error::Error;
use prunelab::files::refusal::Refusal;

macro_rules! errors {
    ($all:ident, $is_listed:ident, $type:ident, $(($more:pat),)? $($name:ident { $($field:ident),* }),+ $(,)?) => {
        /// One of each.
        fn $all() -> Vec<$type> {
            vec![$($type::$name { $($field: Default::default()),* }),+]
        }

        /// Compiles only if each is listed.
        fn $is_listed(error: &$type) -> bool {
            match error {
                $($type::$name { .. })|+ => true,
                $($more => false,)?
            }
        }
    };
}

errors! {
    errors, is_error, Error, (Error::Refused(_)),
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
    NetworkInputs { file, found, expected },
    NetworkClasses { file, found, expected },
    StoredNetwork { file, reason },
    Diverged { epoch, batch, loss, lr },
    NoDataset {},
    NoRun {},
    NoSuchNode { node },
    NeedsCheckpoint { name, digest },
    BadState { reason },
}

errors! {
    refusals, is_refusal, Refusal,
    NetworkDamaged { file, kind },
    NetworkEmpty { file },
    NetworkKind { file, kind, line },
    NetworkPointer { file },
    NetworkWebPage { file },
    NetworkPickled { file, class, line },
    NetworkNoMatrix { file, found },
    NetworkUnlinked { file, tensor, inputs, before, outputs },
    NetworkBeside { file, tensor, shape, chain },
    NetworkTwoChains { file, first, second },
    NetworkOrder { file, first, second },
    NetworkGap { file, before, after },
    NetworkPart { file, tensor, shape, what },
    NetworkLoose { file, tensor, shape },
    NetworkType { file, tensor, dtype },
    NetworkNoScale { file, tensor, dtype },
    NetworkNotFinite { file, tensor, index },
    NetworkShape { file, tensor, found, expected },
    NetworkLayers { file, count, max },
    NetworkWidth { file, tensor, width, max },
    NetworkMask { file, tensor, weight, value },
    NetworkMetadata { file, entry, text },
    NetworkOperator { file, node, op },
    NetworkPlace { file, node, op },
    NetworkSetting { file, node, op, setting },
    NetworkJoin { file, node, op },
    NetworkOutputs { file, outputs },
    NetworkInputsCount { file, inputs },
    NetworkData { file, needed },
    NetworkRounding { file, node, op },
}

#[test]
fn the_page_knows_every_error_and_its_fields() {
    let mut found = BTreeMap::new();
    assert!(errors().iter().all(is_error) && refusals().iter().all(is_refusal));
    let refused = refusals().into_iter().map(Error::from);
    for error in errors().into_iter().chain(refused) {
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
