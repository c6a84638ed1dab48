//! This repository: its document, its workflows, its README and the corpus of its fuzz targets.

mod bindings;
mod config;
mod portable;
mod readme;
mod replay;
mod shipped;
mod workflows;
