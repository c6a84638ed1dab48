//! Time as the wall has it and as the process spent it.

use std::time::{Duration, Instant};

/// A stretch of time.
#[derive(Clone, Copy, Default, PartialEq, PartialOrd)]
pub(crate) struct Spent {
    /// Seconds of the clock on the wall.
    pub(crate) wall: f64,
    /// Seconds all threads of this process computed.
    pub(crate) cpu: f64,
}

/// How long `work` takes.
pub(crate) fn spent(work: impl FnOnce()) -> Spent {
    let (wall, cpu) = (Instant::now(), cpu());
    work();
    Spent { wall: wall.elapsed().as_secs_f64(), cpu: self::cpu().saturating_sub(cpu).as_secs_f64() }
}

#[cfg(unix)]
fn cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Without a clock of its own the process is said to have computed all the time.
#[cfg(not(unix))]
fn cpu() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// The middle one.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
