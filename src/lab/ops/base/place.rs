//! Where in a link something is read.

use crate::lab::ops::Op;
use crate::piece::{LinkError, quoted};

/// What is known of an operation while its fields are read.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The operation's piece.
    pub piece: &'a str,
    /// The operations before it in its list.
    pub before: &'a [Op],
    /// How many teachers the list is the teacher of, one after another.
    pub depth: u32,
}

impl Place<'_> {
    /// Returns the error of an operation that is none.
    #[must_use]
    pub fn refused(&self) -> LinkError {
        LinkError::Op {
            piece: quoted(self.piece),
        }
    }
}
