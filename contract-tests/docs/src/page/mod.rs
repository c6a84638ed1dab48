//! Blocks with line numbers, the common representation of pages in all dialects.

mod block;
mod class;
mod inside;
mod noise;
mod sample;
mod yaml_sample;

pub(crate) use block::{Block, Code, Field, Heading, Kind, Row, Table};
pub(crate) use class::{class_of_number, class_of_text, is_filler, is_recorded, mask_digits};
pub(crate) use inside::inside;
pub(crate) use noise::Noise;
pub(crate) use sample::{Member, Sample, Value, parse_sample};
pub(crate) use yaml_sample::parse_yaml;
