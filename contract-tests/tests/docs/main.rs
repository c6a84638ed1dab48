//! The commands on pages of documentation.

mod changes;
mod citations;
mod claims;
mod formats;
mod levels;
mod linked;
#[path = "../support/program.rs"]
mod program;
mod renamed;
mod settled;
mod suggested;
mod traffic;
mod unread;
mod withheld;
