//! Pages of documentation: fetched, read, and held against themselves.

mod fetch;
mod fuzz;
mod pages;
mod readers;
