//! The report as one page for people: no scripts, nothing loaded from anywhere, made for screen and paper.

mod findings;
mod header;
mod matrix;
mod page;
mod parts;
mod settled;

pub use page::write;
