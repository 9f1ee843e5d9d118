//! What a student asks its teacher before the first batch: the answers to all training images ([`crate::nn::distil`]).

use crate::data::dataset::Split;
use crate::lab::ops::Op;
use crate::nn::distil::Lesson;
use crate::nn::mlp::Mlp;

/// A teacher's answers in the making.
#[derive(Debug)]
pub struct Study {
    ops: Vec<Op>,
    temperature: f64,
    alpha: f64,
    asked: Option<(Mlp, Lesson)>,
    is_whole: bool,
}

impl Study {
    /// Nothing was asked yet of the teacher that `ops` make.
    #[must_use]
    pub fn new(ops: Vec<Op>, temperature: f64, alpha: f64) -> Self {
        Self {
            ops,
            temperature,
            alpha,
            asked: None,
            is_whole: false,
        }
    }

    /// Returns the operations that make the teacher.
    #[must_use]
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    /// Returns whether every image was asked about.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Takes the teacher's network.
    pub fn take(&mut self, teacher: Mlp) {
        let lesson = Lesson::new(&teacher, self.temperature, self.alpha);
        self.asked = Some((teacher, lesson));
    }

    /// Asks about `images` more images of `train`, once the teacher's network is there.
    pub fn ask(&mut self, train: &Split, images: usize) {
        if let Some((teacher, lesson)) = &mut self.asked {
            self.is_whole = lesson.ask(teacher, train, images);
        }
    }

    /// Returns the teacher's answers.
    #[must_use]
    pub fn lesson(&self) -> Option<&Lesson> {
        self.asked.as_ref().map(|(_, lesson)| lesson)
    }
}
