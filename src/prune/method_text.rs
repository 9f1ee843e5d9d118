//! A method as one word of a link:
//!
//! ```text
//! score,scope,rule,shape=2:4,images=500,seed=7,ratios=0.5/0.8,correct
//! ```
//!
//! What follows the rule is written only where it is not the default, in this order and each once, so that two methods
//! that do the same are written alike.

use super::method::{CALIBRATION_LIMIT, Method};
use super::shape::{MAX_GROUP, Shape};
use crate::check::{RATIO, SEED};
use crate::piece::{LinkError, choice, number, number_text, quoted};
use std::fmt;
use std::str::FromStr;

/// The fields that may follow the rule, in their order.
const FIELDS: [&str; 5] = ["shape", "images", "seed", "ratios", "correct"];

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let default = Self::default();
        write!(f, "{},{},{}", self.score, self.scope, self.rule)?;
        if self.shape != default.shape {
            write!(f, ",shape={}", self.shape)?;
        }
        if self.calibration != default.calibration {
            write!(f, ",images={}", self.calibration)?;
        }
        if self.seed != default.seed {
            write!(f, ",seed={}", self.seed)?;
        }
        if !self.ratios.is_empty() {
            let ratios: Vec<String> = self.ratios.iter().copied().map(number_text).collect();
            write!(f, ",ratios={}", ratios.join("/"))?;
        }
        if self.correct {
            f.write_str(",correct")?;
        }
        Ok(())
    }
}

impl FromStr for Method {
    type Err = LinkError;

    /// Reads a method and checks that its choices go together.
    fn from_str(piece: &str) -> Result<Self, LinkError> {
        let unreadable = || LinkError::Method {
            piece: quoted(piece),
        };
        let mut fields = piece.split(',');
        let mut next = || fields.next().ok_or_else(unreadable);
        let (score, scope, rule) = (next()?, next()?, next()?);
        let mut method = Self {
            score: choice(score)?,
            scope: choice(scope)?,
            rule: choice(rule)?,
            ..Self::default()
        };
        // The fields that may still come.
        let mut left = &FIELDS[..];
        for field in fields {
            let (key, value) = match field.split_once('=') {
                Some((key, value)) => (key, Some(value)),
                None => (field, None),
            };
            let at = left.iter().position(|&field| field == key);
            left = &left[at.ok_or_else(unreadable)? + 1..];
            match (key, value) {
                (_, Some(value)) if value.contains('=') => return Err(unreadable()),
                ("shape", Some(value)) => method.shape = shape(value)?,
                ("images", Some(value)) => {
                    method.calibration = number(value, CALIBRATION_LIMIT)? as u32;
                }
                ("seed", Some(value)) => method.seed = number(value, SEED)? as u64,
                ("ratios", Some(value)) => {
                    let ratios = value.split('/').map(|ratio| number(ratio, RATIO));
                    method.ratios = ratios.collect::<Result<_, _>>()?;
                }
                ("correct", None) => method.correct = true,
                _ => return Err(unreadable()),
            }
        }
        let mismatch = method.check_choices();
        mismatch.map_err(|mismatch| LinkError::Mismatch {
            piece: quoted(piece),
            mismatch,
        })?;
        Ok(method)
    }
}

fn shape(piece: &str) -> Result<Shape, LinkError> {
    piece.parse().map_err(|_| LinkError::Choice {
        piece: quoted(piece),
        what: "shape".into(),
        allowed: format!("weights, neurons, N:M (1 \u{2264} N < M \u{2264} {MAX_GROUP})"),
    })
}
