//! Listens, and stops without losing what is under way.

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

use super::admission::Admission;
use super::event::Event;
use super::memory_budget::MemoryBudget;
use super::tee::Tee;
use super::upstream::Upstream;

/// How many connections there are at a time; others wait.
const MAX_CONNECTIONS: usize = 256;

/// How long the head of a request may take.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);

/// How long the upstream may take to be reached.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What a proxy is to do.
#[derive(Debug, Clone)]
pub struct ProxyOptions {
    /// Where requests go.
    pub upstream: Upstream,
    /// Who may send them.
    pub admission: Admission,
    /// How long the upstream may be silent.
    pub timeout: Duration,
    /// How long exchanges that are under way may take when the proxy is stopped.
    pub grace: Duration,
    /// How much memory copies of bodies may take.
    pub budget: MemoryBudget,
}

/// A proxy that can't be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProxyError {
    /// The certificates of this machine can't be used.
    #[error(
        "cannot prepare TLS: {0}\n  help: install the system's CA certificates, or name a file of them in SSL_CERT_FILE"
    )]
    Tls(io::Error),
}

/// A reverse proxy.
pub struct Proxy {
    pub(super) upstream: Upstream,
    pub(super) admission: Admission,
    pub(super) timeout: Duration,
    pub(super) client: Client<HttpsConnector<HttpConnector>, Tee>,
    pub(super) events: Sender<Event>,
    pub(super) budget: MemoryBudget,
    pub(super) lost: Arc<AtomicU64>,
    grace: Duration,
}

impl Proxy {
    /// A proxy that tells what happens to `events`. The channel closes when the proxy has stopped.
    ///
    /// # Errors
    ///
    /// Fails if TLS can't be prepared.
    pub fn new(options: ProxyOptions, events: Sender<Event>) -> Result<Self, ProxyError> {
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(CONNECT_TIMEOUT));
        connector.set_nodelay(true);
        connector.enforce_http(false);
        let connector = HttpsConnectorBuilder::new()
            .with_provider_and_platform_verifier(rustls::crypto::aws_lc_rs::default_provider())
            .map_err(ProxyError::Tls)?
            // The upstream was made sure to be https or on this machine.
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        let client = Client::builder(TokioExecutor::new()).http1_preserve_header_case(true).build(connector);
        let ProxyOptions { upstream, admission, timeout, grace, budget } = options;
        Ok(Self { upstream, admission, timeout, client, events, budget, lost: Arc::default(), grace })
    }

    /// Counts exchanges that passed and could not be kept, because others were still to be scrubbed.
    #[must_use]
    pub fn lost(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.lost)
    }

    /// Serves until `stop` ends. Exchanges that are under way then are finished, unless they take too long or
    /// `at_once` ends as well.
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
        // Nobody listens any more: the run is over.
        drop(self.events.send(event));
    }
}

/// The connection. Where there are too many files open for one, those that are may be closed soon.
async fn usable(accepted: io::Result<(TcpStream, std::net::SocketAddr)>) -> io::Result<TcpStream> {
    match accepted {
        Ok((stream, _)) => {
            // Without it, answers wait for acknowledgements.
            drop(stream.set_nodelay(true));
            Ok(stream)
        }
        Err(error) => {
            tokio::time::sleep(Duration::from_millis(50)).await;
            Err(error)
        }
    }
}
