//! The signals that end a recording.

use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::task::Poll;

use tokio::sync::Semaphore;

/// Two futures: the first resolves on the first Ctrl-C or SIGTERM, the second on the second.
///
/// # Errors
/// Signal handlers can't be installed. Requires a runtime.
pub(super) fn signals() -> io::Result<(impl Future<Output = ()> + Send, impl Future<Output = ()> + Send)> {
    let mut next = listen()?;
    let (first, second) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    let gates = [Arc::clone(&first), Arc::clone(&second)];
    tokio::spawn(async move {
        for gate in gates {
            poll_fn(|context| next(context)).await;
            gate.close();
        }
        // Further signals have no effect.
        std::future::pending::<()>().await;
    });
    let wait = |gate: Arc<Semaphore>| async move {
        // The semaphore is never released, only closed.
        drop(gate.acquire().await);
    };
    Ok((wait(first), wait(second)))
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
