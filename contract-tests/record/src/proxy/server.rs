//! Accepts connections, and shuts down without losing exchanges in progress.

use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::Sender;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use contract_core::spec::Spec;

use super::admission::Admission;
use super::event::Event;
use super::memory_budget::MemoryBudget;
use super::tee::Tee;
use super::upstream::Upstream;

/// The most concurrent connections; others wait.
const MAX_CONNECTIONS: usize = 256;

/// How long a request may take to send its headers.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

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
    pub(super) lost: Arc<AtomicU64>,
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
        let client = Client::builder(TokioExecutor::new()).http1_preserve_header_case(true).build(connector);
        let ProxyOptions { upstream, spec, admission, timeout, grace, budget } = options;
        Ok(Self { upstream, spec, admission, timeout, client, events, budget, lost: Arc::default(), grace })
    }

    /// Counts exchanges that were forwarded but could not be kept, because others were still waiting to be
    /// scrubbed.
    #[must_use]
    pub fn lost(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.lost)
    }

    /// Serves until `stop` completes. Exchanges in progress are finished, unless they take longer than the
    /// grace period or `at_once` completes as well.
    pub async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()>,
        at_once: impl Future<Output = ()>,
    ) {
        let grace = self.grace;
        let proxy = Arc::new(self);
        let graceful = GracefulShutdown::new();
        let room = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        let mut connections = tokio::task::JoinSet::new();
        let mut stop = pin!(stop);
        loop {
            let accepted = async {
                let permit = Arc::clone(&room).acquire_owned().await;
                (permit, listener.accept().await)
            };
            let (permit, accepted) = tokio::select! {
                () = &mut stop => break,
                accepted = accepted => accepted,
            };
            while connections.try_join_next().is_some() {}
            let Ok(stream) = usable(accepted).await else { continue };
            let served = proxy.connection(stream, &graceful);
            let proxy = Arc::clone(&proxy);
            connections.spawn(async move {
                if served.await.is_err() {
                    proxy.emit(Event::BadConnection);
                }
                drop(permit);
            });
        }
        drop(listener);
        tokio::select! {
            () = graceful.shutdown() => {}
            () = tokio::time::sleep(grace) => {}
            () = at_once => {}
        }
        connections.shutdown().await;
    }

    fn connection(
        self: &Arc<Self>,
        stream: TcpStream,
        graceful: &GracefulShutdown,
    ) -> impl Future<Output = hyper::Result<()>> + Send + use<> {
        let proxy = Arc::clone(self);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIMEOUT)
            .preserve_header_case(true)
            .auto_date_header(false)
            .serve_connection(
                TokioIo::new(stream),
                service_fn(move |request| Arc::clone(&proxy).forward(request)),
            );
        graceful.watch(connection)
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
