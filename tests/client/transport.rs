//! HTTP/2, certificates, proxies, redirects and large bodies. Tests that depend on environment variables run the client in
//! a child process.

#![allow(clippy::print_stdout, reason = "the child process prints its result")]

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};

use cartevo::testing::{Answer, MockServer, Operation};
use cartevo::{Client, Error, NewCard};
use flate2::Compression;
use flate2::write::GzEncoder;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_rustls::TlsAcceptor;

use crate::ID;

const CUSTOMER: &str = r#"{"data": {"id": "a-customer", "first_name": "A", "last_name": "B"}}"#;
/// The environment variable with the base URL for the client in the child process.
const CHILD_URL: &str = "CARTEVO_TEST_URL";
const PROXY_VARIABLES: [&str; 8] = [
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
];

/// Requests the customer in a child process with these environment variables. Returns the result as text.
async fn request_in_child(url: String, variables: Vec<(&'static str, String)>) -> String {
    let child = move || {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "transport::client_in_a_child_process", "--nocapture"]);
        for name in PROXY_VARIABLES {
            command.env_remove(name);
        }
        command.env_remove("SSL_CERT_FILE").env(CHILD_URL, url).envs(variables).output().unwrap()
    };
    let output = tokio::task::spawn_blocking(child).await.unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let result = text.split_once("result: ").and_then(|(_, rest)| rest.lines().next());
    result.unwrap_or_else(|| panic!("the child process printed no result: {text}")).to_owned()
}

/// The child process of [`request_in_child`]. Does nothing in the parent process.
#[tokio::test]
async fn client_in_a_child_process() {
    let Ok(url) = std::env::var(CHILD_URL) else { return };
    let client = Client::builder().base_url(url).token("a-token").retries(0).build().unwrap();
    match client.customer(ID).await {
        Ok(customer) => println!("result: {}", customer.id),
        Err(error) => println!("result: {} {}", error.kind(), error.delivery()),
    }
}

/// Whether the client trusts the certificate of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trust {
    Trusted,
    Untrusted,
}

/// An HTTP/2 server on TLS with a self-signed certificate.
struct TlsServer {
    port: u16,
    /// The file with the certificate.
    certificate: PathBuf,
    /// The protocol, method and path of each request.
    requests: Arc<Mutex<Vec<String>>>,
}

impl TlsServer {
    /// Starts a server with a certificate for `host`.
    async fn start(host: &str) -> Self {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed([host.to_owned()]).unwrap();
        let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der()).into();
        let provider = rustls::crypto::aws_lc_rs::default_provider();
        let mut config = ServerConfig::builder_with_provider(provider.into())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .unwrap();
        config.alpn_protocols = vec![b"h2".to_vec()];
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let certificate = std::env::temp_dir().join(format!("cartevo-transport-{port}.pem"));
        std::fs::write(&certificate, cert.pem()).unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        tokio::spawn(serve(listener, TlsAcceptor::from(Arc::new(config)), Arc::clone(&requests)));
        Self { port, certificate, requests }
    }

    /// Requests the customer from this server in a child process.
    async fn request_in_child(&self, trust: Trust) -> String {
        let file = self.certificate.to_str().unwrap().to_owned();
        let variables = match trust {
            Trust::Trusted => vec![("SSL_CERT_FILE", file)],
            Trust::Untrusted => Vec::new(),
        };
        request_in_child(format!("https://localhost:{}", self.port), variables).await
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.certificate);
    }
}

async fn serve(listener: tokio::net::TcpListener, tls: TlsAcceptor, requests: Arc<Mutex<Vec<String>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let Ok(stream) = tls.accept(stream).await else { continue };
        let protocol = stream.get_ref().1.alpn_protocol().unwrap_or_default();
        let protocol = String::from_utf8_lossy(protocol).into_owned();
        let mut connection = h2::server::handshake(stream).await.unwrap();
        while let Some(Ok((request, mut answer))) = connection.accept().await {
            let line = format!("{protocol} {} {}", request.method(), request.uri().path());
            requests.lock().unwrap().push(line);
            let mut body = answer.send_response(http::Response::new(()), false).unwrap();
            body.send_data(CUSTOMER.into(), true).unwrap();
        }
    }
}

#[tokio::test]
async fn http_2_is_negotiated() {
    let server = TlsServer::start("localhost").await;
    assert_eq!(server.request_in_child(Trust::Trusted).await, "a-customer");
    assert_eq!(server.requests(), [format!("h2 GET /customers/{ID}")]);
}

#[tokio::test]
async fn nothing_is_sent_to_a_server_with_an_untrusted_certificate() {
    let server = TlsServer::start("localhost").await;
    assert_eq!(server.request_in_child(Trust::Untrusted).await, "connection not_sent");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn nothing_is_sent_to_a_server_with_a_certificate_of_another_host() {
    let server = TlsServer::start("api.example.com").await;
    assert_eq!(server.request_in_child(Trust::Trusted).await, "connection not_sent");
    assert!(server.requests().is_empty());
}

/// Starts a proxy that rejects every request. Returns its URL, and a receiver of the request heads.
fn proxy() -> (String, std::sync::mpsc::Receiver<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
            sender.send(lines.take_while(|line| !line.is_empty()).collect()).unwrap();
            let _ = stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n");
        }
    });
    (url, receiver)
}

#[tokio::test]
async fn the_proxy_of_the_environment_learns_only_the_host() {
    let (url, heads) = proxy();
    let variables = vec![("HTTPS_PROXY", url)];
    let result = request_in_child("https://api.example.com/api/v1".to_owned(), variables).await;
    assert_eq!(result, "connection not_sent");
    let head = heads.recv().unwrap().join("\n").to_lowercase();
    assert!(head.starts_with("connect api.example.com:443 http/1.1"), "{head}");
    assert!(!head.contains("a-token") && !head.contains(ID), "{head}");
}

#[tokio::test]
async fn loopback_addresses_bypass_the_proxy() {
    let (proxy, heads) = proxy();
    let server = MockServer::start().await;
    server.answer(Operation::GetCustomer, Answer::json(200, CUSTOMER));
    let variables = vec![("HTTP_PROXY", proxy.clone()), ("ALL_PROXY", proxy)];
    assert_eq!(request_in_child(server.url(), variables).await, "a-customer");
    assert!(heads.try_recv().is_err());
}

#[tokio::test]
async fn redirects_send_neither_the_token_nor_the_request_elsewhere() {
    let (server, elsewhere) = (MockServer::start().await, MockServer::start().await);
    for status in [301, 302, 303, 307, 308] {
        let answer = Answer::status(status).header("location", &format!("{}/cards", elsewhere.url()));
        server.answer(Operation::GetCustomer, answer.clone());
        server.answer(Operation::CreateCard, answer);
        let read = server.client().customer(ID).await.unwrap_err();
        let issue = server.client().create_card(&NewCard::new(ID, "VISA")).await.unwrap_err();
        assert_eq!((read.status(), issue.status()), (Some(status), Some(status)));
        assert!(!issue.is_retryable(), "{issue}");
    }
    assert_eq!((server.requests().len(), elsewhere.requests().len()), (10, 0));
}

#[tokio::test]
async fn a_body_that_decompresses_to_too_much_is_rejected() {
    let server = httpmock::MockServer::start_async().await;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(b"{\"data\": \"").unwrap();
    (0..17).for_each(|_| encoder.write_all(&vec![b'0'; 1024 * 1024]).unwrap());
    encoder.write_all(b"\"}").unwrap();
    let compressed = encoder.finish().unwrap();
    assert!(compressed.len() < 1024 * 1024);
    server
        .mock_async(|when, then| {
            when.path(format!("/customers/{ID}"));
            then.status(200).header("content-encoding", "gzip").body(compressed);
        })
        .await;
    let client = Client::builder().base_url(server.base_url()).token("a-token").retries(0).build().unwrap();
    let error = client.customer(ID).await.unwrap_err();
    let Error::TooLarge { limit, .. } = &error else { panic!("{error}") };
    assert_eq!((*limit, error.status()), (16 * 1024 * 1024, Some(200)));
}
