//! Callers that stop at any point.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::time::timeout;

use super::random::Random;

/// The point at which a caller stops.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Interruption {
    Never,
    /// After this time.
    After(Duration),
    /// After its future has been polled this many times.
    AfterPolls(u64),
}

impl Interruption {
    /// Draws an interruption, with a probability of `percent` percent.
    pub(crate) fn draw(random: &mut Random, percent: u64) -> Self {
        if !random.percent(percent) {
            return Self::Never;
        }
        if random.percent(50) {
            Self::After(random.duration(150))
        } else {
            Self::AfterPolls(1 + random.below(30))
        }
    }

    /// Runs `future`. `None` if it is interrupted.
    pub(crate) async fn run<T>(self, future: impl Future<Output = T>) -> Option<T> {
        match self {
            Self::Never => Some(future.await),
            Self::After(time) => timeout(time, future).await.ok(),
            Self::AfterPolls(last) => {
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
