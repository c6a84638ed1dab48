//! Precautions while raw traffic is in memory.

use std::io::{self, Write};
use std::panic;

/// Makes sure that this process leaves nothing of its memory behind: panics tell their place and not their message,
/// and on Unix no core is dumped. There is no way back.
pub fn harden_process() {
    panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
        // There is no one left to tell if this fails.
        let _: io::Result<()> = writeln!(
            io::stderr(),
            "error: internal error{place}\n  help: please report this place; nothing of the traffic is shown with it"
        );
    }));
    disable_core_dumps();
}

/// Makes sure that no core is dumped, as far as it is ours to forbid.
#[cfg(unix)]
pub(super) fn disable_core_dumps() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Where limits can't be lowered, cores aren't ours to forbid.
    let _: Result<(), _> = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}

#[cfg(not(unix))]
pub(super) fn disable_core_dumps() {}
