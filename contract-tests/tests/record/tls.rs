//! An upstream with a certificate.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::command_line::project;
use crate::live::{PERSON, pending};
use crate::recorder::Recorder;
use crate::upstream::{get, read_message, response};

/// A server on TLS that answers whoever trusts it; its port and its certificate.
fn upstream() -> (u16, String) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der()).into();
    let config = ServerConfig::builder_with_provider(rustls::crypto::aws_lc_rs::default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            if read_message(&mut stream).is_none() {
                continue;
            }
            stream.write_all(&response(200, "application/json", b"{\"status\":\"ACTIVE\"}")).unwrap();
            stream.conn.send_close_notify();
            drop(stream.flush());
            drop(stream.read(&mut [0]));
        }
    });
    (port, cert.pem())
}

#[test]
fn a_trusted_upstream_is_used_and_another_is_not() {
    let project = project(&[]);
    let (port, certificate) = upstream();
    let file = project.path().join("certificate.pem");
    fs::write(&file, certificate).unwrap();
    let url = format!("https://localhost:{port}/v1");
    let trusting = [("SSL_CERT_FILE", file.to_str().unwrap())];
    let recorder = Recorder::start_with(project.path(), &url, &[], &trusting);
    assert!(get(recorder.address, PERSON).ends_with(b"{\"status\":\"ACTIVE\"}"));
    recorder.written();
    assert_eq!(recorder.stop().code, Some(0));
    assert_eq!(pending(project.path()).len(), 1);

    let recorder = Recorder::start(project.path(), &url, &[]);
    assert!(get(recorder.address, PERSON).starts_with(b"HTTP/1.1 502"));
    let ended = recorder.stop();
    assert!(ended.stderr.contains("getPerson: no connection to the upstream (1 times)"), "{}", ended.stderr);
}
