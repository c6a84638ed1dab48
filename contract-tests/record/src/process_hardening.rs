//! Precautions while raw traffic is in memory.

use std::io::{self, Write};
use std::panic;

/// Keeps the memory of this process private: panics print their location but not their message, and on Unix
/// no core is dumped. Cannot be undone.
pub fn harden_process() {
    panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
        // If this fails, there is no other way to report it.
        let _: io::Result<()> = writeln!(
            io::stderr(),
            "error: internal error{place}\n  help: please report this place; nothing of the traffic is shown with it"
        );
    }));
    disable_core_dumps();
}

/// Disables core dumps, as far as the process may.
#[cfg(unix)]
pub(super) fn disable_core_dumps() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Where the limit can't be lowered, core dumps can't be disabled.
    let _: Result<(), _> = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}

#[cfg(not(unix))]
pub(super) fn disable_core_dumps() {}
