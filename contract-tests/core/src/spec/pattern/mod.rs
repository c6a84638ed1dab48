//! `pattern`: a regular expression of ECMA-262 that comes from a stranger.
//!
//! [`ecma`] reads it by the grammar of ECMA-262 and writes out what each class means; what cannot be read is an error.
//! The most frequent kind, classes with counts one after the other, needs no engine ([`counted`]). What is regular
//! runs in linear time ([`linear`]); the rest runs on a machine that counts its steps ([`machine`]).

mod class;
mod compiled;
mod counted;
mod ecma;
mod escapes;
mod linear;
mod machine;
mod program;
mod tree;

pub use compiled::{Pattern, Verdict};
