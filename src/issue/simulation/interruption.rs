//! Callers that stop at any step.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::timeout;

use super::random::Chance;

/// When a caller stops.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fate {
    Never,
    /// After so much time.
    After(Duration),
    /// When its future is polled for the so manieth time.
    AtPoll(u64),
}

impl Fate {
    pub(super) fn draw(chance: &mut Chance, often: u64) -> Self {
        if !chance.percent(often) {
            return Self::Never;
        }
        if chance.percent(50) { Self::After(chance.time(150)) } else { Self::AtPoll(1 + chance.below(30)) }
    }

    /// What `future` gives, unless the caller stops before.
    pub(super) async fn befall<T>(self, future: impl Future<Output = T>) -> Option<T> {
        match self {
            Self::Never => Some(future.await),
            Self::After(time) => timeout(time, future).await.ok(),
            Self::AtPoll(last) => {
                let mut future = pin!(future);
                let mut polls = 0;
                std::future::poll_fn(|context| {
                    polls += 1;
                    if polls > last {
                        return Poll::Ready(None);
                    }
                    future.as_mut().poll(context).map(Some)
                })
                .await
            }
        }
    }
}
