//! `record`: a local reverse proxy that records the traffic it forwards.

use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use clap::Args;
use console::Term;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::net::TcpListener;

use super::RecordError;
use super::import::evidence_kind;
use super::record_error::{opened, project, store_of};
use super::recorded::Tally;
use super::recording_thread::{Recording, Step};
use crate::exit::Exit;
use contract_core::exchange::EvidenceKind;
use contract_record::proxy::{Admission, MemoryBudget, Proxy, ProxyOptions, Upstream};
use contract_record::{self, ImportOptions, Provenance, SessionSummary};

/// The default of `--timeout`, in seconds: longer than the 90 s that issuing a card may take.
const TIMEOUT: u64 = 130;

/// How long open exchanges may take after Ctrl-C.
const GRACE: Duration = Duration::from_secs(1);

/// How long after Ctrl-C the summary waits for the exchange that is being scrubbed.
const PATIENCE: Duration = Duration::from_millis(1750);

/// Record live traffic through a local reverse proxy, scrubbed, pending review
///
/// Point your service, the client or curl at the printed address instead of the API. Requests are forwarded
/// unchanged, with their own credentials. Recordings keep only values that the spec marks `x-sensitivity:
/// public`; all others are replaced with invented ones before anything is written. Error responses of the API
/// are recorded like any other. Requests without a complete response (time-outs, broken connections) are
/// answered with 502 or 504 and listed at the end by operation and cause; they are not recorded. Ctrl-C ends
/// the recording within 2 seconds, keeps what was recorded, and tells how many exchanges still waited for it.
#[derive(Debug, Clone, Args)]
pub struct RecordArgs {
    /// Where requests go: `https://host/base/path`, or plain http to this machine. Requests may have the base
    /// path or leave it out
    // Parsed here rather than by clap, whose error would show the URL and a password in it.
    #[arg(long, value_name = "URL")]
    pub upstream: String,
    /// The address to listen on; one that is not a loopback address opens the proxy to your network
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:4010")]
    pub listen: SocketAddr,
    /// An additional host name for this server in requests; repeatable
    #[arg(long = "allow-host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// The maximum silence of the upstream, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = TIMEOUT, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: u64,
    /// The OpenAPI document (3.0, 3.1 or 3.2), YAML or JSON, with the files in its folder that it refers to [default: the project's]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<std::path::PathBuf>,
    /// The kind of evidence [default: live, unless the upstream is on this machine]
    #[arg(long, value_name = "KIND", value_parser = evidence_kind())]
    pub kind: Option<EvidenceKind>,
    /// A description of the origin of the traffic
    #[arg(long, value_name = "TEXT")]
    pub from: Option<String>,
    /// Keep exchanges that show nothing new as well
    #[arg(long)]
    pub keep_all: bool,
}

/// Records until Ctrl-C. Writes the paths of new files to `out` and messages to `log`.
///
/// # Errors
/// There is no project or no spec, the proxy can't listen on the address, or nothing can be written.
pub fn record(args: &RecordArgs, out: &mut dyn Write, log: &mut dyn Write) -> Result<Exit, RecordError> {
    contract_record::harden_process();
    let upstream: Upstream = args.upstream.parse()?;
    let project = project()?.ok_or(RecordError::NoStore)?;
    let spec = Arc::new(opened(&project, args.spec.as_deref())?);
    let store = store_of(&project);
    let stopped = Arc::new(OnceLock::new());
    let (events, happened) = mpsc::channel();
    let (tell, steps) = mpsc::channel();
    let recording = Recording {
        spec: Arc::clone(&spec),
        store,
        options: options(args, &upstream),
        events: happened,
        stopped: Arc::clone(&stopped),
        steps: tell.clone(),
    };
    recording.start().map_err(RecordError::Runtime)?;
    opened_session(&steps)?;

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(RecordError::Runtime)?;
    let listening = |error| RecordError::Listen { address: args.listen, error };
    let listener = runtime.block_on(TcpListener::bind(args.listen)).map_err(listening)?;
    let address = listener.local_addr().map_err(listening)?;
    let options = ProxyOptions {
        upstream: upstream.clone(),
        spec: Arc::clone(&spec),
        admission: Admission::new(address, args.hosts.clone()),
        timeout: Duration::from_secs(args.timeout),
        grace: GRACE,
        budget: MemoryBudget::default(),
    };
    let proxy = Proxy::new(options, events)?;
    let counts = proxy.counts();
    let (stop, at_once) = {
        let _inside = runtime.enter();
        super::stop::signals(Arc::clone(&stopped)).map_err(RecordError::Runtime)?
    };
    let (at_signal, at_failure) = (Arc::clone(&stopped), stopped);
    let stop = async move {
        stop.await;
        // Nobody listens after a failure.
        drop(tell.send(Step::Stopping(*at_signal.get_or_init(Instant::now))));
    };
    let serving = runtime.spawn(proxy.serve(listener, stop, at_once));
    greet(&upstream, address, log)?;

    let mut tally = Tally::new(&spec, &project, io::stderr().is_terminal().then(Term::stderr));
    let give_up = || {
        at_failure.get_or_init(Instant::now);
        serving.abort();
    };
    let result = follow(&steps, &mut tally, &give_up, out, log).and_then(|closed| {
        tally.lost = counts.lost();
        tally.unwritten = counts.answered().saturating_sub(tally.answered());
        let closed = closed.unwrap_or_else(|| tally.unsearched());
        Ok(tally.sum_up(&closed, log)?)
    });
    // Until now, it may end the process if the summary can't be written.
    runtime.shutdown_background();
    result
}

/// Waits until the session is open.
fn opened_session(steps: &Receiver<Step>) -> Result<(), RecordError> {
    match steps.recv() {
        Ok(Step::Opened) => Ok(()),
        Ok(Step::Failed(error)) => Err(error.into()),
        _ => Err(RecordError::Runtime(io::Error::other("its thread has ended"))),
    }
}

/// Reports until the recording has ended, or has not ended in time: then what was written is not settled.
fn follow(
    steps: &Receiver<Step>,
    tally: &mut Tally<'_>,
    stop: &dyn Fn(),
    out: &mut dyn Write,
    log: &mut dyn Write,
) -> Result<Option<SessionSummary>, RecordError> {
    let (mut failed, mut closed, mut deadline) = (None, None, None);
    while let Some(step) = next(steps, deadline) {
        let told = match step {
            Step::Opened => Ok(()),
            Step::Stopping(at) => {
                deadline = Some(at + PATIENCE);
                Ok(())
            }
            // After an error nothing is reported but that error.
            Step::Recorded(_) | Step::Missed(_) if failed.is_some() => Ok(()),
            Step::Recorded(outcome) => tally.recorded(outcome, out, log),
            Step::Missed(event) => tally.missed(&event),
            Step::Failed(error) => Err(error.into()),
            Step::Closed(summary) => {
                closed = Some(summary);
                Ok(())
            }
            Step::Ended => break,
        };
        if let Err(error) = told {
            failed.get_or_insert(error);
            stop();
        }
    }
    failed.map_or(Ok(closed), Err)
}

/// The next step; `None` at the deadline.
fn next(steps: &Receiver<Step>, deadline: Option<Instant>) -> Option<Step> {
    match deadline {
        None => steps.recv().ok(),
        Some(deadline) => steps.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok(),
    }
}

fn options(args: &RecordArgs, upstream: &Upstream) -> ImportOptions {
    let live = (!upstream.is_loopback()).then_some(EvidenceKind::Live);
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date().to_string();
    let provenance = Provenance { kind: args.kind.or(live), as_of: Some(today), from: args.from.clone() };
    ImportOptions { provenance, keep_all: args.keep_all }
}

fn greet(upstream: &Upstream, address: SocketAddr, log: &mut dyn Write) -> io::Result<()> {
    if !address.ip().is_loopback() {
        writeln!(
            log,
            "warning: anyone who can reach {address} can send requests through this proxy\n  help: leave out --listen to \
             serve this machine only"
        )?;
    }
    writeln!(
        log,
        "listening on http://{address}, forwarding to {}\n  help: send requests there instead of to the API; Ctrl-C \
         ends the recording and keeps what was recorded",
        upstream.authority()
    )
}
