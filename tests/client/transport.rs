//! The network below the client: HTTP/2, certificates, proxies, redirects and long answers. What the environment of a
//! process decides is asked in a process of its own.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests may panic and print")]

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

const ID: &str = "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b";
const CUSTOMER: &str = r#"{"data": {"id": "a-customer", "first_name": "A", "last_name": "B"}}"#;
/// Where the child's client sends its request.
const CHILD: &str = "CARTEVO_TEST_URL";
const PROXIES: [&str; 8] = [
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
];

/// What a client is told in a process with these variables and no other that matter.
async fn told(url: String, variables: Vec<(&'static str, String)>) -> String {
    let child = move || {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "transport::the_client_in_a_process_of_its_own", "--nocapture"]);
        for name in PROXIES {
            command.env_remove(name);
        }
        command.env_remove("SSL_CERT_FILE").env(CHILD, url).envs(variables).output().unwrap()
    };
    let output = tokio::task::spawn_blocking(child).await.unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let told = text.split_once("told: ").and_then(|(_, rest)| rest.lines().next());
    told.unwrap_or_else(|| panic!("the child said nothing: {text}")).to_owned()
}

/// The other half of [`told`]; nothing by itself.
#[tokio::test]
async fn the_client_in_a_process_of_its_own() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let client = Client::builder().base_url(url).token("a-token").retries(0).build().unwrap();
    match client.customer(ID).await {
        Ok(customer) => println!("told: {}", customer.id),
        Err(error) => println!("told: {} {}", error.kind(), error.delivery()),
    }
}

/// A server on TLS, with a certificate that nobody has signed.
struct Secure {
    port: u16,
    /// The certificate, in a file.
    certificate: PathBuf,
    /// The protocol, method and path of each request.
    requests: Arc<Mutex<Vec<String>>>,
}

impl Secure {
    /// Speaks HTTP/2 only, under a certificate for `host`.
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

    /// What a client is told that trusts the certificate, or doesn't.
    async fn told(&self, trusted: bool) -> String {
        let file = self.certificate.to_str().unwrap().to_owned();
        let variables = if trusted { vec![("SSL_CERT_FILE", file)] } else { Vec::new() };
        told(format!("https://localhost:{}", self.port), variables).await
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for Secure {
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
async fn http_2_is_spoken_where_the_server_does() {
    let server = Secure::start("localhost").await;
    assert_eq!(server.told(true).await, "a-customer");
    assert_eq!(server.requests(), [format!("h2 GET /customers/{ID}")]);
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_gets_no_request() {
    let server = Secure::start("localhost").await;
    assert_eq!(server.told(false).await, "connection not_sent");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_certificate_of_another_host_gets_no_request() {
    let server = Secure::start("api.example.com").await;
    assert_eq!(server.told(true).await, "connection not_sent");
    assert!(server.requests().is_empty());
}

/// A proxy that refuses; what it was asked for comes through the receiver.
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
async fn the_proxy_of_the_environment_is_used_and_learns_the_host_only() {
    let (url, asked) = proxy();
    let told = told("https://api.example.com/api/v1".to_owned(), vec![("HTTPS_PROXY", url)]).await;
    assert_eq!(told, "connection not_sent");
    let asked = asked.recv().unwrap().join("\n").to_lowercase();
    assert!(asked.starts_with("connect api.example.com:443 http/1.1"), "{asked}");
    assert!(!asked.contains("a-token") && !asked.contains(ID), "{asked}");
}

#[tokio::test]
async fn this_machine_is_not_asked_through_a_proxy() {
    let (proxy, asked) = proxy();
    let server = MockServer::start().await;
    server.answer(Operation::GetCustomer, Answer::json(200, CUSTOMER));
    let told = told(server.url(), vec![("HTTP_PROXY", proxy.clone()), ("ALL_PROXY", proxy)]).await;
    assert_eq!(told, "a-customer");
    assert!(asked.try_recv().is_err());
}

#[tokio::test]
async fn a_redirect_takes_neither_the_token_nor_a_card_elsewhere() {
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
async fn an_answer_that_unpacks_to_more_than_is_read_is_refused() {
    let server = httpmock::MockServer::start_async().await;
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(b"{\"data\": \"").unwrap();
    (0..17).for_each(|_| packed.write_all(&vec![b'0'; 1024 * 1024]).unwrap());
    packed.write_all(b"\"}").unwrap();
    let packed = packed.finish().unwrap();
    assert!(packed.len() < 1024 * 1024);
    server
        .mock_async(|when, then| {
            when.path(format!("/customers/{ID}"));
            then.status(200).header("content-encoding", "gzip").body(packed);
        })
        .await;
    let client = Client::builder().base_url(server.base_url()).token("a-token").retries(0).build().unwrap();
    let error = client.customer(ID).await.unwrap_err();
    let Error::Decode { expected, .. } = &error else { panic!("{error}") };
    assert_eq!((*expected, error.status()), ("an answer of at most 16 MiB", Some(200)));
}
