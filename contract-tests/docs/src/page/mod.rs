//! A page on its way to claims: blocks that know their lines, whatever format they came from.

mod block;
mod class;
mod noise;
mod sample;

pub(crate) use block::{Block, Code, Field, Kind, Row, Table};
pub(crate) use class::{class_of_number, class_of_text, is_filler, is_recorded, mask_digits};
pub(crate) use noise::Noise;
pub(crate) use sample::{Member, Sample, Value, parse_sample};
