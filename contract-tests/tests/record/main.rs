//! From traffic to recordings: what is kept, what is invented, and that nothing else gets to the disk.

#![allow(clippy::unwrap_used, reason = "clippy does not know the modules of an integration test as tests")]

mod agreement;
mod agreement_forms;
mod canary;
mod command_line;
mod everywhere;
#[cfg(target_os = "linux")]
mod faults;
mod hars;
mod imports;
mod judged_alike;
mod linkability;
#[cfg(target_os = "linux")]
mod live;
mod multipart;
mod mutated;
#[cfg(target_os = "linux")]
mod panics;
mod public_places;
#[cfg(target_os = "linux")]
mod recorder;
mod reviews;
mod scrubbing;
#[cfg(target_os = "linux")]
mod stops;
#[cfg(target_os = "linux")]
mod tls;
#[cfg(target_os = "linux")]
mod upstream;
mod vendor;
mod world;
