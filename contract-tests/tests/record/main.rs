//! From traffic to recordings: what is kept, what is invented, and that nothing else gets to the disk.

#![allow(clippy::unwrap_used, reason = "clippy does not know the modules of an integration test as tests")]

mod canary;
mod command_line;
mod imports;
mod judged_alike;
mod scrubbing;
mod vendor;
mod world;
