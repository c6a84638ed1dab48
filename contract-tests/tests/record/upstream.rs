//! A server that answers as a test wants it to.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A server on a port of its own. Its threads end with the test.
pub(crate) struct Upstream {
    pub(crate) address: SocketAddr,
    /// Every request as it came, head and body.
    pub(crate) requests: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Upstream {
    /// Calls `answer` with each request and the connection to answer on, which is closed afterwards.
    pub(crate) fn new(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests: Arc<Mutex<Vec<Vec<u8>>>> = Arc::default();
        let (answer, seen) = (Arc::new(answer), Arc::clone(&requests));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (answer, seen) = (Arc::clone(&answer), Arc::clone(&seen));
                thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let Some(request) = read_message(&mut stream) else { return };
                    let text = String::from_utf8_lossy(&request).into_owned();
                    seen.lock().unwrap().push(request);
                    answer(&text, &mut stream);
                });
            }
        });
        Self { address, requests }
    }

    /// Answers every request with this status and JSON body.
    pub(crate) fn json(status: u16, body: &str) -> Self {
        let answer = response(status, "application/json", body.as_bytes());
        Self::new(move |_, stream| drop(stream.write_all(&answer)))
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/v1", self.address)
    }
}

/// A response with a length.
pub(crate) fn response(status: u16, media_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status} Words\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// Sends bytes, answers with everything that comes back.
pub(crate) fn send(address: SocketAddr, request: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    // A connection that is broken off is an answer, too.
    drop(stream.read_to_end(&mut answer));
    answer
}

/// Gets a path.
pub(crate) fn get(address: SocketAddr, path: &str) -> Vec<u8> {
    send(address, format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())
}

/// One message with a `content-length`, or without a body.
pub(crate) fn read_message(stream: &mut impl Read) -> Option<Vec<u8>> {
    let mut message = Vec::new();
    let mut byte = [0];
    while !message.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        message.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&message).to_ascii_lowercase();
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    message.extend(body);
    Some(message)
}
