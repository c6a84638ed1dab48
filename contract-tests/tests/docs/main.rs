//! The commands on pages of documentation.

mod changes;
mod citations;
mod claims;
mod formats;
mod settled;
mod traffic;
