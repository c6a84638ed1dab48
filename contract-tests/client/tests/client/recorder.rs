//! Recordings of what a client does.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;

use card_data::check_digit;
use contract_core::spec::Spec;
use contract_record::{ClientRecording, ImportOptions, Store};

fn number() -> String {
    let digits = [5, 3, 5, 3, 0, 1, 9, 8, 3, 3, 1, 7, 2, 6, 5];
    digits.iter().chain(&[check_digit(&digits)]).map(|digit| char::from(b'0' + digit)).collect()
}

/// A server that answers everything with this body.
fn server(body: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            // The requests of this test have no body.
            drop(stream.read(&mut [0; 4096]));
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
            let answer = format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            drop(stream.write_all(answer.as_bytes()));
        }
    });
    format!("http://{address}/api/v1")
}

#[tokio::test]
async fn calls_are_recorded_and_the_canary_is_not() {
    let number = number();
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let spec = Spec::load(&root.join("openapi/cartevo.yaml"), "openapi/cartevo.yaml").unwrap();
    let recording =
        ClientRecording::start(spec, Store::new(folder.path().join("recordings")), ImportOptions::default());
    let url = server(format!(
        "{{\"success\":true,\"data\":{{\"cards\":[{{\"pan\":\"{number}\",\"cvv\":\"{}\"}}]}},\"{number}\":1}}",
        100 + 23
    ));
    let token = ["LocalOnly", "Token", "0001"].concat();
    let client = cartevo::Client::builder()
        .base_url(url)
        .token(token.as_str())
        .retries(0)
        .recorder(recording.recorder())
        .build()
        .unwrap();
    let outcome = client.customer("8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b").await;
    let shown = format!("{outcome:?} {client:?}");
    drop(client);
    let finished = recording.finish().unwrap();
    assert_eq!(finished.refused, []);
    assert_eq!((finished.closed.written.len(), finished.passed_over, finished.lost), (1, 0, 0));
    assert!(finished.closed.written[0].name.starts_with("getCustomer/200/"));
    let text = fs::read_to_string(&finished.closed.written[0].path).unwrap();
    for text in [shown, text, format!("{finished:?}")] {
        for secret in [&number, &token, "8d4f2a1b-5c3e"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}
