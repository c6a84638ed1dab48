//! What the search for card data finds, and what it leaves alone.

#![allow(clippy::unwrap_used, reason = "clippy does not know the modules of an integration test as tests")]

mod codes;
mod credentials;
mod damage;
mod encode;
mod files;
mod found;
mod git;
mod layouts;
mod left_alone;
mod numbers;
mod program;
mod withheld;
mod written;
