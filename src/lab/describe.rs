//! All that forms, links and words of the page have to know, as one object (`make describe` writes it): methods, operations, optimisers, recipes, files.

use super::link::MAX_LENGTH;
use super::ops::base::Field;
use super::ops::base::config::{BATCH_SIZE, EPOCHS, STOP_AFTER};
use super::ops::base::field::INDEX;
use super::ops::base::optimizer::{self, LR, MOMENTUM, WEIGHT_DECAY};
use super::ops::describe::{FieldDescription, OpDescription, numbers};
use super::ops::distil::{MAX_TEACHERS, TEMPERATURE};
use super::ops::init::{HIDDEN, HIDDEN_LAYERS};
use super::ops::proximal::LAMBDA;
use super::ops::{MAX_OPS, Op};
use super::recipes::describe::RecipeDescriptions;
use super::recipes::few_values::Range;
use super::recipes::{self, ROUNDS, SEEDS};
use crate::check::{Limit, RATIO, SEED};
use crate::choice::Choice;
use crate::compress::scheme::{BITS, IMAGES, Levels, PERCENTILE, Per};
use crate::compress::sharing::CODE_BITS;
use crate::data::dataset::MAX_IMAGES;
use crate::data::digits::{TEST_LIMIT, TRAIN_LIMIT};
use crate::files::{self, describe::FilesDescription};
use crate::nn::optim::Optimizer;
use crate::prune::describe::MethodDescription;
use crate::prune::{self, trajectory::STEPS};
use serde::Serialize;

/// All descriptions.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Description {
    /// Methods: scores, scopes, rules and shapes.
    pub methods: MethodDescription,
    /// Every operation.
    pub ops: Vec<OpDescription>,
    /// The choices of a quantization.
    pub schemes: SchemeDescription,
    /// Every optimiser.
    pub optimizers: Vec<OptimizerDescription>,
    /// Every recipe.
    pub recipes: RecipeDescriptions,
    /// Kinds of files, storage formats and kernels.
    pub files: FilesDescription,
    /// What numbers may be.
    pub limits: Limits,
    /// The most operations in a list.
    pub max_ops: usize,
    /// How many teachers may have had teachers, one after another.
    pub max_teachers: u32,
    /// The longest link.
    pub max_link: usize,
    /// The last place of the slider; the first is 0.
    pub places: u32,
}

/// The choices of a quantization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SchemeDescription {
    /// Where the levels may lie.
    pub levels: &'static [Levels],
    /// What may share a scale.
    pub per: &'static [Per],
    /// How activations may be rounded.
    pub activations: &'static [Range],
}

/// An optimiser.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptimizerDescription {
    /// Its fields in the order of its link.
    pub fields: Vec<FieldDescription>,
    /// The optimiser with its defaults.
    pub default: Optimizer,
}

/// What numbers may be, by their names in forms.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// Hidden layers.
    pub layers: Limit,
    /// Units of a hidden layer.
    pub width: Limit,
    /// Epochs.
    pub epochs: Limit,
    /// Images a step.
    pub batch_size: Limit,
    /// Learning rate.
    pub lr: Limit,
    /// Momentum.
    pub momentum: Limit,
    /// Weight decay.
    pub weight_decay: Limit,
    /// Seeds of whatever is random.
    pub seed: Limit,
    /// Built-in training images.
    pub digits_train: Limit,
    /// Built-in test images.
    pub digits_test: Limit,
    /// Ratios and other fractions.
    pub ratio: Limit,
    /// Images that scores look at.
    pub calibration: Limit,
    /// Batches, at least one.
    pub stop_after: Limit,
    /// Weight of an L1 penalty.
    pub lambda: Limit,
    /// Temperature of a teacher.
    pub temperature: Limit,
    /// Batches done, and indices.
    pub index: Limit,
    /// Rounds of a recipe.
    pub rounds: Limit,
    /// Seeds an experiment is done with.
    pub seeds: Limit,
    /// Bits of a weight or an activation.
    pub bits: Limit,
    /// Bits of a shared weight.
    pub code_bits: Limit,
    /// Images to calibrate activations by.
    pub range_images: Limit,
    /// Percent of the activations in their range.
    pub percentile: Limit,
}

/// Describes everything.
#[must_use]
pub fn describe() -> Description {
    Description {
        methods: prune::describe::describe(),
        ops: Op::all().iter().map(Op::describe).collect(),
        schemes: SchemeDescription {
            levels: Levels::ALL,
            per: Per::ALL,
            activations: Range::ALL,
        },
        optimizers: optimizers(),
        recipes: recipes::describe::describe(),
        files: files::describe::describe(),
        limits: limits(),
        max_ops: MAX_OPS,
        max_teachers: MAX_TEACHERS,
        max_link: MAX_LENGTH,
        places: STEPS,
    }
}

/// Describes every optimiser.
#[must_use]
pub fn optimizers() -> Vec<OptimizerDescription> {
    let describe = |default: Optimizer| OptimizerDescription {
        fields: numbers(optimizer::fields_of(&default)),
        default,
    };
    optimizer::all().into_iter().map(describe).collect()
}

/// Returns what numbers may be.
#[must_use]
pub fn limits() -> Limits {
    let of = |field: Field| field.limit.unwrap_or(RATIO);
    Limits {
        layers: HIDDEN_LAYERS,
        width: of(HIDDEN),
        epochs: of(EPOCHS),
        batch_size: of(BATCH_SIZE),
        lr: of(LR),
        momentum: of(MOMENTUM),
        weight_decay: of(WEIGHT_DECAY),
        seed: SEED,
        digits_train: TRAIN_LIMIT,
        digits_test: TEST_LIMIT,
        ratio: RATIO,
        calibration: Limit::whole(1, MAX_IMAGES as u64),
        stop_after: of(STOP_AFTER),
        lambda: of(LAMBDA),
        temperature: of(TEMPERATURE),
        index: INDEX,
        rounds: ROUNDS,
        seeds: SEEDS,
        bits: BITS,
        code_bits: CODE_BITS,
        range_images: IMAGES,
        percentile: PERCENTILE,
    }
}
