//! The signals that end a recording, and the time that the end may take.

use std::future::poll_fn;
use std::io;
use std::sync::{Arc, OnceLock};
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use crate::exit::Exit;

/// How long after the first signal the process ends in any case: nothing may wait longer than 2 s, not even for
/// a disk or a terminal.
const AT_THE_LATEST: Duration = Duration::from_millis(1950);

/// Two futures: the first resolves on the first Ctrl-C or SIGTERM, the second on the second. `stopped` gets the
/// time of the first.
///
/// # Errors
/// Signal handlers can't be installed. Requires a runtime.
pub(super) fn signals(
    stopped: Arc<OnceLock<Instant>>,
) -> io::Result<(impl Future<Output = ()> + Send, impl Future<Output = ()> + Send)> {
    let mut next = listen()?;
    let (first, second) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let gates = (Arc::clone(&first), Arc::clone(&second));
    tokio::spawn(async move {
        poll_fn(|context| next(context)).await;
        stopped.get_or_init(Instant::now);
        tokio::spawn(end());
        gates.0.close();
        poll_fn(|context| next(context)).await;
        gates.1.close();
        // Further signals have no effect.
        std::future::pending::<()>().await;
    });
    let wait = |gate: Arc<Semaphore>| async move {
        // The semaphore is never released, only closed.
        drop(gate.acquire().await);
    };
    Ok((wait(first), wait(second)))
}

/// Ends the process at the latest moment, unless it has ended before.
async fn end() {
    tokio::time::sleep(AT_THE_LATEST).await;
    std::process::exit(i32::from(Exit::Unusable.code()));
}

#[cfg(unix)]
fn listen() -> io::Result<impl FnMut(&mut std::task::Context<'_>) -> Poll<()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(move |context: &mut std::task::Context<'_>| {
        if interrupt.poll_recv(context).is_ready() || terminate.poll_recv(context).is_ready() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
}

#[cfg(windows)]
fn listen() -> io::Result<impl FnMut(&mut std::task::Context<'_>) -> Poll<()> + Send> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(
        move |context: &mut std::task::Context<'_>| {
            if interrupt.poll_recv(context).is_ready() { Poll::Ready(()) } else { Poll::Pending }
        },
    )
}
