//! This repository: its document, its workflows, its README and the corpus of its fuzz targets.

mod architecture;
mod bindings;
mod config;
mod extensions;
mod guides;
mod invented_digits;
mod portable;
#[path = "../support/program.rs"]
mod program;
mod readme;
mod replay;
mod shipped;
mod workflows;
