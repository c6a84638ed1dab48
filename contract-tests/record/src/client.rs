//! Records what a `cartevo` client sends and receives in a team's own integration tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};

use cartevo::recorder::sealed::{Exchanged, Sink};
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::process_hardening::disable_core_dumps;
use super::{
    Captured, CapturedBody, ImportError, ImportOptions, Message, RecordOutcome, Refused, Session,
    SessionSummary, Store,
};
use contract_core::spec::Spec;

/// How many exchanges may wait to be scrubbed. Further ones are dropped rather than block the client.
const WAITING: usize = 256;

/// A run of recordings of what clients do.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::path::Path;
/// use contract_record::{ClientRecording, ImportOptions, Store};
/// use contract_core::spec::Spec;
///
/// let spec = Spec::load(Path::new("openapi/cartevo.yaml"), "openapi/cartevo.yaml")?;
/// let store = Store::new("recordings");
/// let recording = ClientRecording::start(spec, store, ImportOptions::default());
/// let client = cartevo::Client::builder().token("a-token").recorder(recording.recorder()).build()?;
/// // ... the test ...
/// # let _ = client;
/// let finished = recording.finish()?;
/// assert_eq!(finished.refused, []);
/// # Ok(())
/// # }
/// ```
pub struct ClientRecording {
    recorder: ClientRecorder,
    work: JoinHandle<Result<Finished, ImportError>>,
}

/// The hook for a client: [`cartevo::ClientBuilder::recorder`]. Exchanges leave it only as scrubbed files.
///
/// ```compile_fail,E0616
/// # fn peek(recorder: contract_record::ClientRecorder) {
/// let _ = recorder.calls;
/// # }
/// ```
///
/// ```compile_fail,E0277
/// # fn show(recorder: contract_record::ClientRecorder) {
/// println!("{recorder:?}");
/// # }
/// ```
#[derive(Clone)]
pub struct ClientRecorder {
    calls: SyncSender<Call>,
    lost: Arc<AtomicU64>,
}

/// The result of a run.
#[derive(Debug, Default)]
pub struct Finished {
    /// The recordings that wait for review.
    pub closed: SessionSummary,
    /// How many exchanges showed nothing new.
    pub nothing_new: u64,
    /// How many exchanges could not be recorded.
    pub passed_over: u64,
    /// How many exchanges were dropped because too many were waiting.
    pub lost: u64,
    /// Exchanges that the gate refused. They were not written.
    pub refused: Vec<Refused>,
}

enum Call {
    Exchange(Box<Captured>),
    End,
}

impl ClientRecording {
    /// Starts a run on its own thread. Disables core dumps of this process.
    #[must_use]
    pub fn start(spec: Spec, store: Store, options: ImportOptions) -> Self {
        disable_core_dumps();
        let (calls, received) = sync_channel(WAITING);
        let work = thread::spawn(move || work(&spec, &store, options, &received));
        Self { recorder: ClientRecorder { calls, lost: Arc::default() }, work }
    }

    /// Creates a hook for a client. Any number of clients may be recorded.
    #[must_use]
    pub fn recorder(&self) -> ClientRecorder {
        self.recorder.clone()
    }

    /// Ends the run. Later exchanges are not recorded.
    ///
    /// # Errors
    ///
    /// Existing recordings can't be read, or a recording can't be written.
    pub fn finish(self) -> Result<Finished, ImportError> {
        // If there is no receiver, the thread has ended with an error, which `join` returns.
        drop(self.recorder.calls.send(Call::End));
        let mut finished = self.work.join().unwrap_or_else(|_| Ok(Finished::default()))?;
        finished.lost = self.recorder.lost.load(Ordering::Relaxed);
        Ok(finished)
    }
}

fn work(
    spec: &Spec,
    store: &Store,
    options: ImportOptions,
    calls: &Receiver<Call>,
) -> Result<Finished, ImportError> {
    let mut session = Session::open(spec, store, options, "call")?;
    let mut finished = Finished::default();
    while let Ok(Call::Exchange(captured)) = calls.recv() {
        match session.record(*captured)? {
            RecordOutcome::Written { .. } => {}
            RecordOutcome::NothingNew => finished.nothing_new += 1,
            RecordOutcome::NotRecordable(_) => finished.passed_over += 1,
            RecordOutcome::Refused(refused) => finished.refused.push(refused),
        }
    }
    finished.closed = session.close()?;
    Ok(finished)
}

impl Sink for ClientRecorder {
    fn take(&self, mut exchange: Exchanged) {
        let body = |bytes: Option<Vec<u8>>| {
            bytes.map_or(CapturedBody::NotKept, |it| CapturedBody::Complete(Zeroizing::new(it)))
        };
        let request =
            Message::new(std::mem::take(&mut exchange.request_headers), body(exchange.request_body.take()));
        // The client passes on decompressed bodies.
        let mut headers = std::mem::take(&mut exchange.response_headers);
        headers.retain(|(name, _)| !name.eq_ignore_ascii_case("content-encoding"));
        let response = Message::new(headers, body(Some(std::mem::take(&mut exchange.response_body))));
        let captured = Captured::new(
            std::mem::take(&mut exchange.method),
            Zeroizing::new(std::mem::take(&mut exchange.url)),
            request,
            exchange.status,
            response,
            Timestamp::now().to_string(),
        );
        if let Err(TrySendError::Full(_)) = self.calls.try_send(Call::Exchange(Box::new(captured))) {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}
