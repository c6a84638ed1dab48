//! The thread that scrubs and writes. A recording ends in time, however long this thread takes for an exchange.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use contract_core::spec::Spec;
use contract_record::proxy::{Event, Reservation};
use contract_record::{Captured, ImportError, ImportOptions, RecordOutcome, Session, SessionSummary, Store};

/// How long after the signal waiting exchanges are still recorded.
const RECORDING: Duration = Duration::from_millis(1400);

/// How long after the signal what was written is searched once more.
const SEARCHING: Duration = Duration::from_millis(1650);

/// What happens in a recording.
pub(super) enum Step {
    /// The session is open.
    Opened,
    /// An exchange was dealt with.
    Recorded(RecordOutcome),
    /// There is no exchange to record.
    Missed(Event),
    /// A signal asks for the end.
    Stopping(Instant),
    /// Nothing more is recorded.
    Failed(ImportError),
    /// What was written is settled.
    Closed(SessionSummary),
    /// The thread has ended, whatever the reason.
    Ended,
}

/// Sent when the thread ends, even if it panics.
struct AtTheEnd(Sender<Step>);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        drop(self.0.send(Step::Ended));
    }
}

/// What the thread works with.
pub(super) struct Recording {
    pub(super) spec: Arc<Spec>,
    pub(super) store: Store,
    pub(super) options: ImportOptions,
    pub(super) events: Receiver<Event>,
    /// When a signal asked for the end.
    pub(super) stopped: Arc<OnceLock<Instant>>,
    pub(super) steps: Sender<Step>,
}

impl Recording {
    /// Starts the thread.
    ///
    /// # Errors
    /// The system allows no more threads.
    pub(super) fn start(self) -> io::Result<()> {
        let (waiting, queue) = mpsc::channel();
        let (events, steps) = (self.events, self.steps.clone());
        thread::Builder::new().name("events".to_owned()).spawn(move || sort(&events, &waiting, &steps))?;
        let work = Work {
            spec: self.spec,
            store: self.store,
            options: self.options,
            queue,
            stopped: self.stopped,
            steps: self.steps,
        };
        thread::Builder::new().name("recording".to_owned()).spawn(move || {
            let _end = AtTheEnd(work.steps.clone());
            if let Err(error) = work.run() {
                work.tell(Step::Failed(error));
            }
        })?;
        Ok(())
    }
}

/// What has no exchange to scrub is told at once, even if nothing else is any more.
fn sort(events: &Receiver<Event>, waiting: &Sender<(Captured, Reservation)>, steps: &Sender<Step>) {
    // The channel is closed when the proxy has stopped; by then it has all open exchanges.
    for event in events {
        // Sending fails when nobody records any more.
        match event {
            Event::Answered(captured, share) => drop(waiting.send((captured, share))),
            other => drop(steps.send(Step::Missed(other))),
        }
    }
}

/// The part of the thread that scrubs.
struct Work {
    spec: Arc<Spec>,
    store: Store,
    options: ImportOptions,
    queue: Receiver<(Captured, Reservation)>,
    stopped: Arc<OnceLock<Instant>>,
    steps: Sender<Step>,
}

impl Work {
    fn run(&self) -> Result<(), ImportError> {
        let mut session = Session::open(&self.spec, &self.store, self.options.clone(), "exchange")?;
        self.tell(Step::Opened);
        let mut is_over = false;
        for (captured, share) in &self.queue {
            if is_over || self.is_after(RECORDING) {
                continue;
            }
            match session.record(captured) {
                Ok(outcome) => self.tell(Step::Recorded(outcome)),
                Err(error) => {
                    is_over = true;
                    self.tell(Step::Failed(error));
                }
            }
            drop(share);
        }
        let deadline = self.stopped.get().map(|stopped| *stopped + SEARCHING);
        self.tell(Step::Closed(session.close_by(deadline)?));
        Ok(())
    }

    fn is_after(&self, time: Duration) -> bool {
        self.stopped.get().is_some_and(|stopped| stopped.elapsed() > time)
    }

    fn tell(&self, step: Step) {
        // Fails when the command no longer waits.
        drop(self.steps.send(step));
    }
}
