//! One person's lab: a data set, the tree of runs on it, at most one run at work, and the ranking under the slider.
//!
//! Everything is synchronous and in steps; nothing here knows of time, threads or screens.

use super::exports::{self, FileKind};
use super::formats::Formats;
use super::handover::Handover;
use super::op::{DatasetSpec, Op};
use super::plan;
use super::report::{
    DatasetInfo, Fault, Finished, GridPoint, ModelResult, NodeInfo, Started, StepReport,
};
use super::run::{Exchange, Phase, Run, State};
use super::tree::Tree;
use crate::compress::inference::CALIBRATION;
use crate::data::dataset::Dataset;
use crate::data::digits::{DigitsConfig, Generator};
use crate::data::idx;
pub use crate::data::idx::NamedFile;
use crate::nn::checkpoint;
use crate::nn::evaluate::{Evaluation, Readings, half, logits};
pub use crate::nn::mlp::Mlp;
use crate::prune::importance::Evidence;
use crate::prune::method::{Method, Shape, check_ratio};
pub use crate::prune::order::Cut;
use crate::prune::order::Order;
use crate::prune::shrink::sweep;
use crate::prune::trajectory::{Probe, STEPS, Trajectory};
pub use crate::prune::trajectory::{Removal, grid, ratios};
use crate::{Error, Result};
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// The lab; see the module's text.
#[derive(Default)]
pub struct Session {
    data: Option<Dataset>,
    generator: Option<(DigitsConfig, Generator)>,
    imported: BTreeMap<String, Mlp>,
    tree: Tree,
    run: Option<Work>,
    trajectory: Option<Trajectory>,
    ranked: Option<u32>,
    probe: Option<Probing>,
    timing: Option<Probe>,
}

/// A network at the slider: its measurement, once that is through.
struct Probing {
    probe: Probe,
    /// Whether whole neurons are gone from it.
    whole_neurons: bool,
    evaluation: Option<Evaluation>,
}

/// A run at work, and how much of its record has been told.
struct Work {
    parent: Option<u32>,
    run: Run,
    told_losses: usize,
    told_epochs: usize,
    told_exchanges: usize,
}

impl Session {
    /// Begins to draw built-in digits; the number of images. The data set in use stays until
    /// [`Session::finish_digits`].
    ///
    /// # Errors
    /// [`Error::OutOfRange`] from the configuration.
    pub fn begin_digits(&mut self, config: DigitsConfig) -> Result<usize> {
        let generator = Generator::new(config)?;
        let total = generator.total();
        self.generator = Some((config, generator));
        Ok(total)
    }

    /// Draws up to `max_images` more; how many are left.
    pub fn step_digits(&mut self, max_images: usize) -> usize {
        self.generator
            .as_mut()
            .map_or(0, |(_, generator)| generator.step(max_images))
    }

    /// Puts the drawn digits into use; the runs on what was there before are gone.
    ///
    /// # Errors
    /// [`Error::NoDataset`] if no drawing was begun.
    pub fn finish_digits(&mut self) -> Result<DatasetInfo> {
        let (config, generator) = self.generator.take().ok_or(Error::NoDataset)?;
        let data = generator.finish()?;
        Ok(self.put(data, DatasetSpec::Digits(config)))
    }

    /// Reads a data set from IDX files, one after another, and puts it into use. On an error the one in use stays.
    ///
    /// # Errors
    /// Those of [`idx::read_dataset`].
    pub fn load_files(
        &mut self,
        name: &str,
        files: impl IntoIterator<Item = impl Borrow<NamedFile>>,
    ) -> Result<DatasetInfo> {
        let data = idx::read_dataset(name, files)?;
        let spec = DatasetSpec::Files {
            name: name.into(),
            digest: data.digest(),
        };
        Ok(self.put(data, spec))
    }

    fn put(&mut self, data: Dataset, spec: DatasetSpec) -> DatasetInfo {
        let info = DatasetInfo::new(&data, spec);
        // Networks from files outlive a change of data: `start` checks whether they fit.
        let imported = std::mem::take(&mut self.imported);
        *self = Self {
            data: Some(data),
            imported,
            ..Self::default()
        };
        info
    }

    /// Reads a network file and checks that it fits the data; the digest by which an import operation names it.
    ///
    /// # Errors
    /// Those of [`exports::read`] and [`checkpoint::check_fit`]; [`Error::NoDataset`].
    pub fn import_model(&mut self, name: &str, bytes: &[u8]) -> Result<String> {
        let data = self.data()?;
        let model = exports::read(name, bytes)?;
        checkpoint::check_fit(name, &model, data.pixels(), data.classes)?;
        let digest = plan::digest(bytes);
        self.imported.insert(digest.clone(), model);
        Ok(digest)
    }

    /// Begins an operation on what run `parent` left, or on nothing. One that was done already is not
    /// done again, unless `again` asks for it; it then ends in the run that is there.
    ///
    /// # Errors
    /// Those of [`Run::start`]; [`Error::NoSuchNode`], [`Error::NoDataset`].
    pub fn start(&mut self, parent: Option<u32>, op: Op, again: bool) -> Result<Started> {
        if let (Some(known), false) = (self.tree.find(parent, &op), again) {
            return Ok(Started {
                known: Some(known),
                batches_per_epoch: 0,
                total_batches: 0,
            });
        }
        let data = self.data()?;
        let before = parent.map(|id| self.tree.state(id)).transpose()?;
        let imported = match &op {
            Op::Import { name, digest, .. } => self.imported(name, digest, data)?,
            _ => None,
        };
        let mut run = Run::start(op, before, imported, data)?;
        if let Some(teacher) = run.teacher().map(<[Op]>::to_vec) {
            let known = self.tree.follow(&teacher);
            match (known, &teacher[..]) {
                (Some(id), _) => run.take_teacher(self.tree.state(id)?.model),
                (None, [Op::Import { name, digest, .. }, ..]) => {
                    run.import_teacher(self.imported(name, digest, data)?);
                }
                _ => {}
            }
        }
        let plan = run.plan();
        self.run = Some(Work {
            parent,
            run,
            told_losses: 0,
            told_epochs: 0,
            told_exchanges: 0,
        });
        Ok(Started {
            known: None,
            batches_per_epoch: plan.map_or(0, |plan| plan.batches_per_epoch),
            total_batches: plan.map_or(0, |plan| plan.total_batches),
        })
    }

    /// Goes on with the run by at most `max_batches` batches, or by measuring for about as long.
    ///
    /// # Errors
    /// [`Error::NoRun`] if none was begun.
    pub fn step(&mut self, max_batches: u32) -> Result<StepReport> {
        let (Some(work), Some(data)) = (&mut self.run, &self.data) else {
            return Err(Error::NoRun);
        };
        let phase = work.run.step(data, max_batches);
        let epochs = &work.run.record().epochs;
        let new = epochs.get(work.told_epochs..).unwrap_or_default().to_vec();
        work.told_epochs = epochs.len();
        Ok(StepReport {
            phase,
            batch: work.run.batch(),
            epochs: new,
        })
    }

    /// Losses of the batches done since the last call.
    pub fn take_losses(&mut self) -> Vec<f32> {
        let Some(work) = &mut self.run else {
            return Vec::new();
        };
        let losses = &work.run.record().losses;
        let new = losses.get(work.told_losses..).unwrap_or_default().to_vec();
        work.told_losses = losses.len();
        new
    }

    /// Exchanges of weights since the last call.
    pub fn take_exchanges(&mut self) -> &[Exchange] {
        let Some(work) = &mut self.run else {
            return &[];
        };
        let exchanges = &work.run.record().exchanges;
        let new = exchanges.get(work.told_exchanges..).unwrap_or_default();
        work.told_exchanges = exchanges.len();
        new
    }

    /// Of a layer, the weights that the last exchange dropped, or grew: input * outputs + output.
    #[must_use]
    pub fn swapped(&self, layer: usize, born: bool) -> &[u32] {
        let swap = self
            .run
            .as_ref()
            .and_then(|work| work.run.swaps().get(layer));
        swap.map_or(&[], |swap| if born { &swap.born } else { &swap.died })
    }

    /// Of a layer of the run, which weights are there by its mask: 1 a weight, input * outputs + output. One that was grown
    /// and did not move yet is zero, but there.
    #[must_use]
    pub fn present(&self, layer: usize) -> Vec<u8> {
        let layer = self
            .run
            .as_ref()
            .and_then(|work| work.run.model().layers().get(layer));
        layer.map_or_else(Vec::new, |layer| {
            let outputs = layer.outputs();
            let kept = |i: usize| u8::from(layer.is_kept(i / outputs, i % outputs));
            (0..layer.len()).map(kept).collect()
        })
    }

    /// Ends the run where it stands; false if there is nothing to keep (the run is dropped then).
    pub fn stop(&mut self) -> bool {
        let keep = self.run.as_mut().is_some_and(|work| work.run.stop());
        if !keep {
            self.run = None;
        }
        keep
    }

    /// Puts the run, once its phase is done, into the tree.
    ///
    /// # Errors
    /// [`Error::NoRun`] if no run is done.
    pub fn finish(&mut self) -> Result<Finished> {
        let done = self.run.take_if(|work| work.run.phase() == Phase::Done);
        let Work { parent, run, .. } = done.ok_or(Error::NoRun)?;
        let diverged = run.diverged().cloned().map(Fault::from);
        let node = run
            .finish()
            .map(|outcome| match self.tree.find(parent, &outcome.op) {
                Some(known) => known,
                None => self.tree.push(parent, outcome),
            });
        Ok(Finished { node, diverged })
    }

    /// A run in the list.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`].
    pub fn node(&self, id: u32) -> Result<NodeInfo> {
        let node = self.tree.node(id)?;
        let State { model, coding, .. } = self.tree.state(id)?;
        Ok(NodeInfo {
            id,
            parent: node.parent,
            op: node.op.clone(),
            sizes: model.sizes(),
            result: ModelResult::new(&model, node.evaluation.clone(), self.tree.lost_neurons(id)?),
            epochs: node.record.epochs.clone(),
            inputs: model.grids().to_vec(),
            distinct: coding.as_ref().map(|coding| coding.distinct(&model)),
            coding,
        })
    }

    /// Mean loss of every batch of a run.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`].
    pub fn losses(&self, id: u32) -> Result<&[f32]> {
        Ok(&self.tree.node(id)?.record.losses)
    }

    /// The network of a run.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`].
    pub fn model(&self, id: u32) -> Result<Mlp> {
        Ok(self.tree.state(id)?.model)
    }

    /// The network in the making.
    ///
    /// # Errors
    /// [`Error::NoRun`] if there is none.
    pub fn model_at_work(&self) -> Result<&Mlp> {
        self.run
            .as_ref()
            .map(|work| work.run.model())
            .ok_or(Error::NoRun)
    }

    /// The network of a run, pruned if `prune` says how, as a file.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`], [`Error::OutOfRange`], those of [`Order::new`] and [`exports::write`].
    pub fn export_model(
        &self,
        id: u32,
        prune: Option<(Method, f64)>,
        kind: FileKind,
    ) -> Result<Vec<u8>> {
        exports::write(kind, &self.pruned(id, prune)?, self.data.as_ref())
    }

    /// Training images that the ranges of INT8 are measured on.
    ///
    /// # Errors
    /// [`Error::NoDataset`].
    pub fn calibration_images(&self) -> Result<usize> {
        Ok(self.data()?.train.len().min(CALIBRATION))
    }

    /// The network of a run, pruned if `prune` says how, to be stored in every format and run by every kernel.
    ///
    /// # Errors
    /// As [`Session::export_model`].
    pub fn formats(&self, id: u32, prune: Option<(Method, f64)>) -> Result<Formats> {
        Ok(Formats::new(self.pruned(id, prune)?))
    }

    fn pruned(&self, id: u32, prune: Option<(Method, f64)>) -> Result<Mlp> {
        let mut state = self.tree.state(id)?;
        if let Some((method, ratio)) = prune {
            check_ratio(ratio)?;
            let train = self.data.as_ref().map(|data| &data.train);
            state.prune(&method, ratio, train)?;
            state.model.set_grids(Vec::new());
        }
        Ok(state.model)
    }

    /// The first training on the way to a run, if there was one: for another engine, beside [`Session::export_state`].
    ///
    /// # Errors
    /// [`Error::NoSuchNode`].
    pub fn first_training(&self, id: u32) -> Result<Option<Op>> {
        let first = self.tree.state(id)?.past.first;
        Ok(first.map(|first| first.op.clone()))
    }

    /// All that decides what comes after a run, as bytes for another engine.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`], [`Error::BadState`].
    pub fn export_state(&self, id: u32) -> Result<Vec<u8>> {
        let handover = Handover {
            state: self.tree.state(id)?,
            evaluation: self.tree.node(id)?.evaluation.clone(),
        };
        handover.encode()
    }

    /// Takes over a run of another engine that works on the same data set; `op` is what was done last there,
    /// `first` the first training. Its
    /// number here, where it has no parent.
    ///
    /// # Errors
    /// [`Error::BadState`] if the bytes are broken, those of [`checkpoint::check_fit`] and [`plan::check`];
    /// [`Error::NoDataset`].
    pub fn import_state(&mut self, op: Op, first: Option<Op>, bytes: &[u8]) -> Result<u32> {
        plan::check(&op)?;
        first.as_ref().map_or(Ok(()), plan::check)?;
        let data = self.data()?;
        let Handover { state, evaluation } = Handover::decode(bytes, first)?;
        checkpoint::check_fit("network", &state.model, data.pixels(), data.classes)?;
        if evaluation.total as usize != data.test.len() {
            let (there, here) = (evaluation.total, data.test.len());
            let reason = format!("it was measured on {there} test images, there are {here} here");
            return Err(Error::BadState { reason });
        }
        Ok(self.tree.adopt(op, state, evaluation))
    }

    /// Notes that `ops`, first to last, made the run `id` that [`Session::import_state`] took over: where they are to make
    /// a teacher, that run is it.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`].
    pub fn tell_ops(&mut self, id: u32, ops: Vec<Op>) -> Result<()> {
        self.tree.tell(id, ops)
    }

    /// Forgets all runs and what was being done; the data set stays.
    pub fn forget_runs(&mut self) {
        self.tree = Tree::default();
        self.run = None;
        self.trajectory = None;
        self.probe = None;
        self.timing = None;
    }

    /// Ranks the weights or neurons of a run; what was being measured of another ranking is dropped.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`], those of [`Order::new`].
    pub fn rank(&mut self, base: u32, method: Method) -> Result<()> {
        self.rank_at(base, method, grid())
    }

    /// As [`Session::rank`], with the curve measured at these slider places, in rising order.
    ///
    /// # Errors
    /// Those of [`Session::rank`]; [`Error::BadExperiment`] if places do not rise or are none of the slider's.
    pub fn rank_at(&mut self, base: u32, method: Method, places: Vec<u32>) -> Result<()> {
        let rises = places.windows(2).all(|pair| pair[0] < pair[1]);
        if let Some(&last) = places.last()
            && (!rises || last > STEPS)
        {
            let reason = format!(
                "places of a curve rise from 0 to at most {STEPS}; these are {} and end with {last}",
                places.len()
            );
            return Err(Error::BadExperiment { reason });
        }
        self.rank_by(base, places, |model, evidence| {
            Order::new(method, model, evidence)
        })
    }

    /// As [`Session::rank`], but only of one layer, counted from 0, while the others stay as they are.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`], those of [`Order::of_layer`].
    pub fn rank_layer(&mut self, base: u32, method: Method, layer: usize) -> Result<()> {
        self.rank_by(base, grid(), |model, evidence| {
            Order::of_layer(method, model, layer, evidence)
        })
    }

    fn rank_by(
        &mut self,
        base: u32,
        places: Vec<u32>,
        rank: impl FnOnce(&Mlp, Evidence<'_>) -> Result<Order>,
    ) -> Result<()> {
        let mut state = self.tree.state(base)?;
        let evidence = Evidence {
            train: self.data.as_ref().map(|data| &data.train),
            movement: state.movement.as_ref(),
        };
        let order = rank(&state.model, evidence)?;
        // What is pruned sees exact activations again, as it does in the operation.
        state.model.set_grids(Vec::new());
        self.probe = None;
        self.ranked = Some(base);
        self.trajectory = Some(Trajectory::new(state.model, order, places));
        Ok(())
    }

    /// The ranking under the slider, if there is one.
    #[must_use]
    pub fn trajectory(&self) -> Option<&Trajectory> {
        self.trajectory.as_ref()
    }

    /// Goes on measuring its curve for a few milliseconds, nearest to slider place `near` first; the points that were
    /// completed.
    pub fn step_trajectory(&mut self, near: u32) -> Vec<GridPoint> {
        let (Some(trajectory), Some(data)) = (&mut self.trajectory, &self.data) else {
            return Vec::new();
        };
        let readings = trajectory.step(&data.test, near).into_iter();
        readings
            .map(|reading| GridPoint {
                place: trajectory.places()[reading.point],
                evaluation: reading.evaluation,
            })
            .collect()
    }

    /// Begins to measure the ranked network pruned at `ratio`.
    ///
    /// # Errors
    /// [`Error::OutOfRange`]; [`Error::NoRun`] if nothing was ranked.
    pub fn begin_probe(&mut self, ratio: f64) -> Result<()> {
        check_ratio(ratio)?;
        let (Some(trajectory), Some(base)) = (&self.trajectory, self.ranked) else {
            return Err(Error::NoRun);
        };
        let by_neurons = trajectory.order().method().shape == Shape::Neurons;
        self.probe = Some(Probing {
            probe: Probe::new(trajectory.base(), trajectory.order(), ratio),
            whole_neurons: by_neurons || self.tree.lost_neurons(base)?,
            evaluation: None,
        });
        Ok(())
    }

    /// The second half of the test images, for a [`super::reader::Reader`]: pixels image by image, and labels.
    ///
    /// # Errors
    /// [`Error::NoDataset`].
    pub fn second_half(&self) -> Result<(Vec<u8>, Vec<u8>)> {
        let test = &self.data()?.test;
        let from = half(test.len());
        let mut pixels = vec![0; (test.len() - from) * test.pixels()];
        for (i, image) in pixels.chunks_exact_mut(test.pixels()).enumerate() {
            test.copy_image(from + i, image);
        }
        Ok((pixels, test.labels()[from..].to_vec()))
    }

    /// Leaves the second half of the images to a [`super::reader::Reader`] that holds just these: the network it is to
    /// read them with. `None` where nothing is being measured, it has begun, or there is too little to share.
    pub fn share_probe(&mut self) -> Option<&Mlp> {
        let (Some(probing), Some(data)) = (&mut self.probe, &self.data) else {
            return None;
        };
        let shares = probing.probe.pass().share(data.test.len());
        shares.then(|| probing.probe.model())
    }

    /// Adds what the reader read.
    ///
    /// # Errors
    /// [`Error::BadState`] if it is not about the images it was to read.
    pub fn add_readings(&mut self, readings: Readings) -> Result<()> {
        let (Some(probing), Some(data)) = (&mut self.probe, &self.data) else {
            return Err(Error::NoRun);
        };
        let wanted = data.test.len() - half(data.test.len());
        let (classes, losses) = (readings.classes.len(), readings.losses.len());
        if classes != wanted || losses != wanted {
            let reason = format!("{classes} classes and {losses} losses of {wanted} images");
            return Err(Error::BadState { reason });
        }
        probing.probe.pass().add(readings);
        Ok(())
    }

    /// Reads all images here after all.
    pub fn take_back_probe(&mut self) {
        if let Some(probing) = &mut self.probe {
            probing.probe.pass().take_back();
        }
    }

    /// Goes on measuring it by about `max_images` images; how many are left to be read here.
    pub fn step_probe(&mut self, max_images: usize) -> usize {
        let (Some(probing), Some(data)) = (&mut self.probe, &self.data) else {
            return 0;
        };
        probing.evaluation = probing.probe.step(&data.test, max_images);
        probing.probe.pass().left(&data.test)
    }

    /// What it is and scores, once it is through.
    #[must_use]
    pub fn probed(&self) -> Option<ModelResult> {
        let probing = self.probe.as_ref()?;
        let evaluation = probing.evaluation.clone()?;
        let (model, whole) = (probing.probe.model(), probing.whole_neurons);
        Some(ModelResult::new(model, evaluation, whole))
    }

    /// Begins a pass to be timed: of the network of run `id`, or without one of that at the slider; where whole neurons
    /// were pruned, of the smaller network without them.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`]; [`Error::NoRun`] if there is nothing at the slider.
    pub fn begin_timing(&mut self, id: Option<u32>) -> Result<()> {
        let (model, whole) = match id {
            Some(id) => (self.model(id)?, self.tree.lost_neurons(id)?),
            None => {
                let probing = self.probe.as_ref().ok_or(Error::NoRun)?;
                (probing.probe.model().clone(), probing.whole_neurons)
            }
        };
        self.timing = Some(Probe::of(if whole {
            sweep(&model).shrink()
        } else {
            model
        }));
        Ok(())
    }

    /// Goes on with the pass by about `max_images` images; true once it is through, or when none was begun.
    pub fn step_timing(&mut self, max_images: usize) -> bool {
        let (Some(probe), Some(data)) = (&mut self.timing, &self.data) else {
            return true;
        };
        let through = probe.step(&data.test, max_images).is_some();
        if through {
            self.timing = None;
        }
        through
    }

    /// An image of the data set: its label and its pixels row by row.
    ///
    /// # Errors
    /// [`Error::NoDataset`], [`Error::OutOfRange`].
    pub fn image(&self, test: bool, index: usize) -> Result<(u8, Vec<u8>)> {
        let data = self.data()?;
        let split = if test { &data.test } else { &data.train };
        if index >= split.len() {
            let max = split.len() as f64 - 1.0;
            return Err(Error::OutOfRange {
                what: "index of an image".into(),
                value: index as f64,
                min: 0.0,
                max,
            });
        }
        let mut pixels = vec![0; data.pixels()];
        split.copy_image(index, &mut pixels);
        Ok((split.labels()[index], pixels))
    }

    /// What the network of a run answers to a test image, before softmax.
    ///
    /// # Errors
    /// [`Error::NoSuchNode`], [`Error::NoDataset`], [`Error::OutOfRange`].
    pub fn logits(&self, id: u32, image: usize) -> Result<Vec<f32>> {
        self.image(true, image)?;
        let model = self.model(id)?;
        Ok(logits(&model, &self.data()?.test, image))
    }

    /// The network of a file, if it is here; it must fit the data.
    fn imported(&self, name: &str, digest: &str, data: &Dataset) -> Result<Option<Mlp>> {
        let model = self.imported.get(digest);
        model.map_or(Ok(()), |m| {
            checkpoint::check_fit(name, m, data.pixels(), data.classes)
        })?;
        Ok(model.cloned())
    }

    /// The data set in use.
    ///
    /// # Errors
    /// [`Error::NoDataset`].
    pub fn data(&self) -> Result<&Dataset> {
        self.data.as_ref().ok_or(Error::NoDataset)
    }
}
