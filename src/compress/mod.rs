//! What a network weighs: storage formats whose bytes are really written.

pub mod storage;
