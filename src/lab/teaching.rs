//! A teacher made ready: its own operations done again, unless its network is at hand, and then its answers to all
//! training images ([`crate::nn::distil`]). In steps, like a run; the same bits as the run it repeats.

use super::op::Op;
use super::run::{Phase, Run, State};
use crate::data::dataset::Dataset;
use crate::nn::distil::Lesson;
use crate::nn::mlp::Mlp;
use crate::{Error, Result};

/// A teacher in the making.
#[derive(Debug, Clone)]
pub struct Teaching {
    ops: Vec<Op>,
    imported: Option<Mlp>,
    temperature: f64,
    alpha: f64,
    /// Operations done.
    at: usize,
    run: Option<Box<Run>>,
    state: Option<Box<State>>,
    /// The teacher, and what it said so far.
    asked: Option<(Mlp, Lesson)>,
}

impl Teaching {
    /// Of the teacher that `ops` make.
    #[must_use]
    pub fn new(ops: &[Op], temperature: f64, alpha: f64) -> Self {
        Self {
            ops: ops.to_vec(),
            imported: None,
            temperature,
            alpha,
            at: 0,
            run: None,
            state: None,
            asked: None,
        }
    }

    /// The operations that make the teacher.
    #[must_use]
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    /// The network from a file that its operations begin with.
    pub fn import(&mut self, imported: Option<Mlp>) {
        self.imported = imported;
    }

    /// Takes the teacher as it is at hand, so that nothing is done again.
    pub fn take(&mut self, teacher: Mlp) {
        let lesson = Lesson::new(&teacher, self.temperature, self.alpha);
        self.at = self.ops.len();
        self.asked = Some((teacher, lesson));
    }

    /// Goes on by at most `max_batches` batches, or by asking about `images` images; the lesson once it is whole.
    ///
    /// # Errors
    /// Those of [`Run::start`], and [`Error::Diverged`] of the teacher's training.
    pub fn step(
        &mut self,
        data: &Dataset,
        max_batches: u32,
        images: usize,
    ) -> Result<Option<Lesson>> {
        if let Some((teacher, lesson)) = &mut self.asked {
            let is_whole = lesson.ask(teacher, &data.train, images);
            return Ok(is_whole.then(|| lesson.clone()));
        }
        let mut run = match (self.run.take(), self.ops.get(self.at)) {
            (Some(run), _) => run,
            (None, Some(op)) => {
                let before = self.state.take().map(|state| *state);
                let imported = self.imported.take();
                Box::new(Run::start(op.clone(), before, imported, data)?)
            }
            (None, None) => return Err(Error::NoRun),
        };
        if run.step(data, max_batches) != Phase::Done {
            self.run = Some(run);
            return Ok(None);
        }
        if let Some(error) = run.diverged() {
            return Err(error.clone());
        }
        let state = run.finish().ok_or(Error::NoRun)?.state;
        self.at += 1;
        if self.at == self.ops.len() {
            self.take(state.model);
        } else {
            self.state = Some(Box::new(state));
        }
        Ok(None)
    }
}
