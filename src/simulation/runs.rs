//! Runs with many seeds.

use tokio::runtime::Runtime;

/// The total of runs with the seeds from 0 to `runs`, exclusive.
pub(crate) fn on_two_threads<T: Default + Send + 'static>(
    runs: u64,
    run: impl Fn(u64) -> T + Copy + Send + 'static,
    add: fn(&mut T, T),
) -> T {
    let workers = [0, 1].map(|thread| {
        std::thread::spawn(move || {
            let mut total = T::default();
            (thread..runs).step_by(2).for_each(|seed| add(&mut total, run(seed)));
            total
        })
    });
    let mut total = T::default();
    for worker in workers {
        add(&mut total, worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
    }
    total
}

pub(crate) fn paused_runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap()
}
