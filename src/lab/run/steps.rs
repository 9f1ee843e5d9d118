//! The steps of a run: asking a teacher, training, measuring, and the way back when a loss is not finite any more.

use super::training::{Good, Way};
use super::{EpochPoint, Exchange, IMAGES_PER_BATCH, Run};
use crate::Error;
use crate::data::dataset::Dataset;
use crate::nn::evaluate::Pass;
use rand::seq::SliceRandom;

impl Run {
    pub(super) fn ask_teacher(&mut self, data: &Dataset, max_batches: u32) {
        let Some(training) = &mut self.training else {
            return;
        };
        let Some(teaching) = &mut training.teaching else {
            return;
        };
        let images = max_batches as usize * IMAGES_PER_BATCH;
        match teaching.step(data, max_batches, images) {
            Ok(None) => {}
            Ok(lesson) => {
                training.lesson = lesson;
                training.teaching = None;
            }
            Err(error) => {
                training.teaching = None;
                self.fall_back(error);
            }
        }
    }

    pub(super) fn train(&mut self, data: &Dataset, max_batches: u32) {
        let Some(training) = &mut self.training else {
            return;
        };
        let per_epoch = training.plan.batches_per_epoch;
        for _ in 0..max_batches {
            if let Some((method, cubic)) = &training.gradual
                && let Some(ratio) = cubic.due(training.batch)
            {
                if let Err(error) = self.state.prune(method, ratio, Some(&data.train)) {
                    return self.fall_back(error);
                }
                if let Way::Exact(trainer) = &mut training.trainer {
                    trainer.forget_pruned(&mut self.state.model);
                }
            }
            let in_epoch = training.batch % per_epoch;
            if in_epoch == 0 {
                training.order.shuffle(&mut self.state.rng);
            }
            let from = in_epoch as usize * training.plan.batch_size;
            let to = training.order.len().min(from + training.plan.batch_size);
            let batch = &training.order[from..to];
            if let Some(recorder) = &mut training.recorder {
                recorder.observe(&self.state.model, &data.train, batch);
            }
            if let Some(rewirer) = &mut training.rewirer
                && let Some(swaps) =
                    self.state
                        .exchange(rewirer, training.batch, (&data.train, batch))
            {
                if let Way::Exact(trainer) = &mut training.trainer {
                    trainer.forget_pruned(&mut self.state.model);
                }
                self.record.exchanges.push(Exchange {
                    batch: training.batch,
                    layers: swaps.iter().map(|swap| swap.born.len() as u32).collect(),
                });
                training.swaps = swaps;
            }
            let loss = match (&mut training.trainer, &training.lesson) {
                (Way::Exact(trainer), Some(lesson)) => {
                    trainer.step_taught(&mut self.state.model, &data.train, batch, lesson)
                }
                (way, _) => way.step(&mut self.state, &data.train, batch),
            };
            if !loss.is_finite() {
                return self.diverge(loss);
            }
            if let Some(by) = training.shrink {
                let layers = self.state.model.layers_mut().iter_mut();
                layers.for_each(|layer| layer.soft_threshold(by));
            }
            training.batch += 1;
            let last = training.batch == training.plan.total_batches;
            if training.rewinding {
                if !last {
                    continue;
                }
                if let Some(waiting) = training.waiting.take() {
                    let there = std::mem::replace(&mut self.state, *waiting);
                    self.state.take_weights(&there.model);
                }
                self.pass = Some(Pass::new(&self.state.model));
                return;
            }
            self.record.losses.push(loss);
            if last || training.batch.is_multiple_of(per_epoch) {
                self.pass = Some(Pass::new(&self.state.model));
                return;
            }
        }
    }

    pub(super) fn measure(&mut self, data: &Dataset, images: usize) {
        let Some(pass) = &mut self.pass else { return };
        let Some(evaluation) = pass.step(&self.state.model, &data.test, images) else {
            return;
        };
        if !evaluation.loss.is_finite() && self.training.is_some() {
            return self.diverge(evaluation.loss as f32);
        }
        self.pass = None;
        if let Some(training) = &mut self.training {
            if let Some(recorder) = &training.recorder {
                self.state.movement = Some(recorder.movement().clone());
            }
            let (batch, per_epoch) = (training.batch, training.plan.batches_per_epoch);
            if batch.is_multiple_of(per_epoch) && !training.rewinding {
                let losses = &self.record.losses[(batch - per_epoch) as usize..];
                let sum: f64 = losses.iter().map(|&loss| f64::from(loss)).sum();
                self.record.epochs.push(EpochPoint {
                    batch,
                    train_loss: sum / losses.len() as f64,
                    test_accuracy: evaluation.accuracy(),
                    test_loss: evaluation.loss,
                    sparsity: self.state.model.sparsity(),
                });
                training.good = Some(Good {
                    state: self.state.clone(),
                    evaluation: evaluation.clone(),
                    batch,
                });
            }
        }
        self.evaluation = Some(evaluation);
    }

    /// The loss is not finite any more.
    fn diverge(&mut self, loss: f32) {
        let Some(training) = &mut self.training else {
            return;
        };
        let per_epoch = training.plan.batches_per_epoch;
        // A batch that failed is not counted yet; a measurement that failed blames the last one counted.
        let at = if self.pass.is_some() {
            training.batch - 1
        } else {
            training.batch
        };
        let error = Error::Diverged {
            epoch: at / per_epoch + 1,
            batch: at % per_epoch + 1,
            loss: loss.to_string(),
            lr: training.plan.optimizer.lr(),
        };
        self.fall_back(error);
    }

    /// Ends early because of `error`, at the end of the last good epoch, if there was one.
    fn fall_back(&mut self, error: Error) {
        let Some(training) = &mut self.training else {
            return;
        };
        self.diverged = Some(error);
        self.pass = None;
        self.evaluation = None;
        if let Some(good) = training.good.take() {
            self.state = good.state;
            self.evaluation = Some(good.evaluation);
            self.op = self.op.clone().stopped(good.batch);
            self.record.losses.truncate(good.batch as usize);
            self.record.exchanges.retain(|one| one.batch < good.batch);
            self.record.epochs.retain(|point| point.batch <= good.batch);
        }
    }
}
