//! The commands on pages of documentation.

mod changes;
mod citations;
mod claims;
mod traffic;
