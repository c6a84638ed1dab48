//! Accepts connections, and shuts down without losing exchanges in progress.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};

use contract_core::spec::Spec;

use super::admission::Admission;
use super::connections::{Connections, OpenConnection};
use super::counts::Counts;
use super::event::Event;
use super::memory_budget::MemoryBudget;
use super::tee::Tee;
use super::upstream::Upstream;

/// How long a request may take to send its headers.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

/// The most bytes of a head, and of a body that are read ahead.
const MAX_BUFFER: usize = 64 << 10;

/// How long connecting to the upstream may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The options of a proxy.
#[derive(Debug, Clone)]
pub struct ProxyOptions {
    /// The server that requests are forwarded to.
    pub upstream: Upstream,
    /// The API, whose paths tell where the base path of the upstream ends.
    pub spec: Arc<Spec>,
    /// Who may send requests.
    pub admission: Admission,
    /// How long the upstream may be silent.
    pub timeout: Duration,
    /// How long exchanges in progress may take on shutdown.
    pub grace: Duration,
    /// The memory for copies of bodies.
    pub budget: MemoryBudget,
}

/// The proxy can't be started.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
#[non_exhaustive]
pub enum ProxyError {
    /// The certificates of this machine can't be loaded.
    #[error("cannot prepare TLS: {0}")]
    #[diagnostic(help("install the system's CA certificates, or name a file of them in SSL_CERT_FILE"))]
    Tls(io::Error),
}

/// A reverse proxy.
pub struct Proxy {
    pub(super) upstream: Upstream,
    pub(super) spec: Arc<Spec>,
    pub(super) admission: Admission,
    pub(super) timeout: Duration,
    pub(super) client: Client<HttpsConnector<HttpConnector>, Tee>,
    pub(super) events: Sender<Event>,
    pub(super) budget: MemoryBudget,
    pub(super) counts: Arc<Counts>,
    grace: Duration,
}

impl Proxy {
    /// Creates a proxy that reports to `events`. The channel closes when the proxy has stopped.
    ///
    /// # Errors
    ///
    /// TLS can't be prepared.
    pub fn new(options: ProxyOptions, events: Sender<Event>) -> Result<Self, ProxyError> {
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(CONNECT_TIMEOUT));
        connector.set_nodelay(true);
        connector.enforce_http(false);
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_platform_verifier(rustls::crypto::aws_lc_rs::default_provider())
            .map_err(ProxyError::Tls)?
            // [`Upstream`] only accepts https, and http to this machine.
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        let client = Client::builder(TokioExecutor::new())
            .http1_preserve_header_case(true)
            .http1_max_buf_size(MAX_BUFFER)
            .build(connector);
        let ProxyOptions { upstream, spec, admission, timeout, grace, budget } = options;
        Ok(Self { upstream, spec, admission, timeout, client, events, budget, counts: Arc::default(), grace })
    }

    /// What it counts while it runs.
    #[must_use]
    pub fn counts(&self) -> Arc<Counts> {
        Arc::clone(&self.counts)
    }

    /// Serves until `stop` completes. Exchanges in progress are finished, unless they take longer than the
    /// grace period or `at_once` completes as well. Connections without a request end at once.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()>,
        at_once: impl Future<Output = ()>,
    ) {
        let grace = self.grace;
        let proxy = Arc::new(self);
        let connections = Connections::new();
        let mut tasks = tokio::task::JoinSet::new();
        let mut stop = pin!(stop);
        loop {
            let accepted = async {
                let stream = usable(listener.accept().await).await;
                (stream, connections.admit().await)
            };
            let (stream, connection) = tokio::select! {
                () = &mut stop => break,
                accepted = accepted => accepted,
            };
            while tasks.try_join_next().is_some() {}
            let Ok(stream) = stream else { continue };
            tasks.spawn(Arc::clone(&proxy).connection(stream, connection));
        }
        drop(listener);
        connections.close_all();
        tokio::select! {
            () = async { while tasks.join_next().await.is_some() {} } => {}
            () = tokio::time::sleep(grace) => {}
            () = at_once => {}
        }
        proxy.counts.stop();
        tasks.shutdown().await;
    }

    async fn connection(self: Arc<Self>, stream: TcpStream, open: OpenConnection) {
        let service = service_fn(|request| {
            let (proxy, under_way) = (Arc::clone(&self), open.request());
            async move {
                let answer = proxy.forward(request).await;
                drop(under_way);
                answer
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIMEOUT)
            .preserve_header_case(true)
            .auto_date_header(false)
            .max_buf_size(MAX_BUFFER)
            .serve_connection(TokioIo::new(stream), service);
        let mut connection = pin!(connection);
        let served = tokio::select! {
            served = connection.as_mut() => served,
            () = open.closing() => {
                if !open.was_used() {
                    // hyper would wait for the rest of a head.
                    return;
                }
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if served.is_err() {
            self.emit(Event::BadConnection);
        }
    }

    pub(super) fn emit(&self, event: Event) {
        // Fails when the run is over and no one receives events.
        drop(self.events.send(event));
    }
}

/// The accepted connection. After an error, such as too many open files, waits for connections to close.
async fn usable(accepted: io::Result<(TcpStream, std::net::SocketAddr)>) -> io::Result<TcpStream> {
    match accepted {
        Ok((stream, _)) => {
            // Without it, responses wait for acknowledgements.
            drop(stream.set_nodelay(true));
            Ok(stream)
        }
        Err(error) => {
            tokio::time::sleep(Duration::from_millis(50)).await;
            Err(error)
        }
    }
}
