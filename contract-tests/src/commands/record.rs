//! `record`: a local reverse proxy that makes recordings of what passes.

use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::time::Duration;

use clap::Args;
use console::Term;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::net::TcpListener;

use super::RecordError;
use super::import::evidence_kind;
use super::record_error::{opened, project, store_of};
use super::recorded::Tally;
use crate::exit::Exit;
use contract_core::exchange::EvidenceKind;
use contract_record::proxy::{Admission, MemoryBudget, Proxy, ProxyOptions, Upstream};
use contract_record::{self, ImportOptions, Provenance, Session};

/// How long exchanges that are under way may take after Ctrl-C.
const GRACE: Duration = Duration::from_secs(5);

/// Record live traffic: a local reverse proxy that writes scrubbed recordings, to wait for review
///
/// Point your service, the client or curl at the address it prints instead of at the API. Requests are passed on as
/// they are, with their own credentials. Only values that the spec marks `x-sensitivity: public` are kept in
/// recordings; all others are invented before anything is written. Errors the API answers with are recorded like any
/// answer. Requests that get no complete answer (time-outs, broken connections) are answered with 502 or 504 and listed at
/// the end, by operation and cause; a recording holds both sides. Ctrl-C ends it and keeps what was recorded.
#[derive(Debug, Clone, Args)]
pub struct RecordArgs {
    /// Where requests go: `https://host/base/path`, or plain http to this machine
    // Read by hand: an error of the command line would show the URL, and a password in it.
    #[arg(long, value_name = "URL")]
    pub upstream: String,
    /// Where to listen; another address than a loopback one opens the proxy to your network
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:4010")]
    pub listen: SocketAddr,
    /// Another name that requests may call this server by; may be repeated
    #[arg(long = "allow-host", value_name = "NAME")]
    pub hosts: Vec<String>,
    /// How many seconds the upstream may be silent
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: u64,
    /// The OpenAPI 3.0 document, YAML or JSON [default: the project's]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<std::path::PathBuf>,
    /// What kind of evidence the traffic is [default: live, unless the upstream is on this machine]
    #[arg(long, value_name = "KIND", value_parser = evidence_kind())]
    pub kind: Option<EvidenceKind>,
    /// Where the traffic is from, in words
    #[arg(long, value_name = "TEXT")]
    pub from: Option<String>,
    /// Keep exchanges that show nothing new, too
    #[arg(long)]
    pub keep_all: bool,
}

/// Records until Ctrl-C: the files that were written on `out`, the rest is talk.
///
/// # Errors
/// There is no project or no spec, the address can't be listened at, or nothing can be written.
pub fn record(args: &RecordArgs, out: &mut dyn Write, talk: &mut dyn Write) -> Result<Exit, RecordError> {
    contract_record::harden_process();
    let upstream: Upstream = args.upstream.parse()?;
    let project = project()?.ok_or(RecordError::NoStore)?;
    let spec = opened(&project, args.spec.as_deref())?;
    let store = store_of(&project);
    let mut session = Session::open(&spec, &store, options(args, &upstream), "exchange")?;

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(RecordError::Runtime)?;
    let listening = |error| RecordError::Listen { address: args.listen, error };
    let listener = runtime.block_on(TcpListener::bind(args.listen)).map_err(listening)?;
    let address = listener.local_addr().map_err(listening)?;
    let (events, happened) = mpsc::channel();
    let options = ProxyOptions {
        upstream: upstream.clone(),
        admission: Admission::new(address, args.hosts.clone()),
        timeout: Duration::from_secs(args.timeout),
        grace: GRACE,
        budget: MemoryBudget::default(),
    };
    let proxy = Proxy::new(options, events)?;
    let lost = proxy.lost();
    let (stop, at_once) = {
        let _inside = runtime.enter();
        super::stop::signals().map_err(RecordError::Runtime)?
    };
    let serving = runtime.spawn(proxy.serve(listener, stop, at_once));
    greet(&upstream, address, talk)?;

    let mut tally = Tally::new(&spec, &project, io::stderr().is_terminal().then(Term::stderr));
    let mut failed = None;
    // The channel closes when the proxy has stopped: then everything that was under way is in here.
    for event in happened {
        if failed.is_none()
            && let Err(error) = tally.take(event, &mut session, out, talk)
        {
            failed = Some(error);
            serving.abort();
        }
    }
    runtime.shutdown_background();
    tally.lost = lost.load(Ordering::Relaxed);
    let closed = session.close();
    if let Some(error) = failed {
        // What ended the recording is to be told, and not what came of it.
        return Err(error);
    }
    Ok(tally.sum_up(&closed?, talk)?)
}

fn options(args: &RecordArgs, upstream: &Upstream) -> ImportOptions {
    let live = (!upstream.is_loopback()).then_some(EvidenceKind::Live);
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date().to_string();
    let provenance = Provenance { kind: args.kind.or(live), as_of: Some(today), from: args.from.clone() };
    ImportOptions { provenance, keep_all: args.keep_all }
}

fn greet(upstream: &Upstream, address: SocketAddr, talk: &mut dyn Write) -> io::Result<()> {
    if !address.ip().is_loopback() {
        writeln!(
            talk,
            "warning: whoever reaches {address} can send requests through this proxy\n  help: leave out --listen to \
             serve this machine only"
        )?;
    }
    writeln!(
        talk,
        "listening at http://{address}, passing on to {}\n  help: send requests there instead of to the API; Ctrl-C \
         ends the recording and keeps what was recorded",
        upstream.authority()
    )
}
