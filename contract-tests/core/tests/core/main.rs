//! Reading traffic and documents, and judging one with the other.

mod cassettes;
mod damage;
mod declared;
mod dialects;
mod entries;
mod exchange;
mod files;
mod forms;
mod gateway_logs;
mod harmless;
mod json;
mod judged;
mod lane;
mod lane_traps;
mod media_types;
mod names;
mod newer_documents;
mod one_definition;
mod one_way;
mod open_enums;
mod oracle;
mod oracle_newer;
mod parameters;
mod pattern;
mod routing;
mod spec;
mod split;
mod strange_files;
mod suite;
#[cfg(feature = "json-schema-suite")]
mod suite_2020;
mod unchecked;
mod unchecked_operations;
