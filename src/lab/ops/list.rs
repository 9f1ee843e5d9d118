//! Lists of operations: what makes one, and how it stands in a link, `init(256;42)~train(adam,0.001;64;10)`.
//!
//! An operation is its name in lower case and, between brackets, its fields in order; `stop=N` at the end says after how
//! many batches one that trains was ended early. Everything read is checked, field by field; whether fields go together,
//! and with the network, is checked when the operation begins.

use super::base::config::STOP_AFTER;
use super::base::{Entry, Place};
use super::{MAX_OPS, Op};
use crate::Result;
use crate::check::within;
use crate::piece::{LinkError, quoted};

/// The most operations a link may stand for, those of all teachers counted: `first=N` may stand for many.
pub const MAX_TAUGHT: usize = 20_000;

const STOP: &str = "stop=";

/// Writes every operation of a list.
#[must_use]
pub fn write(ops: &[Op]) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for op in ops {
        let piece = write_op(op, &pieces);
        pieces.push(piece);
    }
    pieces
}

/// Writes an operation; `before` are the pieces of those before it.
fn write_op(op: &Op, before: &[String]) -> String {
    let fields = op.operation().fields();
    let value = |entry: &Entry<'_>| entry.value.write(before);
    let mut values: Vec<String> = fields.iter().map(value).collect();
    if let Some((_, Some(batches))) = op.training() {
        values.push(format!("{STOP}{batches}"));
    }
    format!("{}({})", op.name().to_ascii_lowercase(), values.join(";"))
}

/// Reads a list; `depth` says how many teachers it is the teacher of.
///
/// # Errors
/// [`LinkError::Op`] and its kin name the piece that is wrong, [`LinkError::Order`] an operation that makes a network where
/// there is one, or none where there has to be one.
pub fn read(text: &str, depth: u32) -> std::result::Result<Vec<Op>, LinkError> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let long = |max: usize| LinkError::Long {
        piece: quoted(text),
        max,
    };
    let pieces: Vec<&str> = text.split('~').collect();
    if pieces.len() > MAX_OPS {
        return Err(long(MAX_OPS));
    }
    let mut ops = Vec::new();
    let mut count = 0;
    for (at, piece) in pieces.into_iter().enumerate() {
        let place = Place {
            piece,
            before: &ops,
            depth,
        };
        let op = read_op(&place)?;
        if op.is_root() != (at == 0) {
            return Err(LinkError::Order {
                piece: quoted(piece),
                index: at + 1,
            });
        }
        count += size(&op);
        if count > MAX_TAUGHT {
            return Err(long(MAX_TAUGHT));
        }
        ops.push(op);
    }
    Ok(ops)
}

/// Returns the number of operations, those of teachers counted.
fn size(op: &Op) -> usize {
    let teacher = op.teacher().unwrap_or_default();
    1 + teacher.iter().map(size).sum::<usize>()
}

fn read_op(place: &Place<'_>) -> std::result::Result<Op, LinkError> {
    let refused = || place.refused();
    let (name, rest) = place.piece.split_once('(').ok_or_else(refused)?;
    let body = rest.strip_suffix(')').ok_or_else(refused)?;
    if body.contains(['(', ')']) {
        return Err(refused());
    }
    let mut op = Op::from_link(name).ok_or_else(refused)?;
    let mut texts: Vec<&str> = body.split(';').collect();
    let trains = op.training().is_some();
    let stop = texts.pop_if(|last| trains && last.starts_with(STOP));
    let stop = stop
        .map(|text| STOP_AFTER.read(&text[STOP.len()..]))
        .transpose()?;
    let mut fields = op.operation_mut().fields_mut();
    if let [only] = &mut fields[..]
        && only.value.is_list()
    {
        texts = vec![body];
    }
    if texts.len() != fields.len() {
        return Err(refused());
    }
    for (entry, text) in fields.iter_mut().zip(texts) {
        entry.value.read(text, entry.field, place)?;
    }
    Ok(match stop {
        Some(batches) => op.stopped(batches as u32),
        None => op,
    })
}

/// Checks a list: every number, and that the first operation, and only the first, makes a network.
///
/// # Errors
/// [`crate::Error::OutOfRange`], [`crate::Error::MethodMismatch`] or [`crate::Error::MisplacedOp`].
pub fn check(ops: &[Op]) -> Result<()> {
    let (count, most) = (ops.len() as f64, MAX_OPS as f64);
    within("number of operations", count, 1.0, most)?;
    for (at, op) in ops.iter().enumerate() {
        op.check()?;
        let index = at + 1;
        match (at == 0, op.is_root()) {
            (true, true) | (false, false) => {}
            (true, false) => {
                let reason = "the first operation must make a network (init or import)";
                return Err(op.misplaced(index, reason));
            }
            (false, true) => {
                return Err(op.misplaced(index, "only the first operation makes a network"));
            }
        }
    }
    Ok(())
}
