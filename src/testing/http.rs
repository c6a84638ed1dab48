//! The subset of HTTP/1.1 that the mock server needs.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::answer::{Answer, Fault};

/// The maximum size of the head and of the body of a request.
const MAX_SIZE: usize = 1024 * 1024;

/// A request as received.
pub(super) struct Incoming {
    pub(super) method: String,
    /// Path and query.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// Reads a request; `None` if the client closed the connection or sent something else.
pub(super) async fn read(stream: &mut TcpStream) -> io::Result<Option<Incoming>> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if bytes.len() > MAX_SIZE || stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let Some(mut request) = parse(&String::from_utf8_lossy(&bytes[..head])) else { return Ok(None) };
    let length = request.headers.iter().find(|(name, _)| name == "content-length");
    let length = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0).min(MAX_SIZE);
    request.body = bytes.split_off(head + 4);
    while request.body.len() < length {
        if stream.read_buf(&mut request.body).await? == 0 {
            return Ok(None);
        }
    }
    Ok(Some(request))
}

fn parse(head: &str) -> Option<Incoming> {
    let mut lines = head.split("\r\n");
    let mut start = lines.next()?.split(' ');
    let (method, target) = (start.next()?.to_owned(), start.next()?.to_owned());
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect();
    Some(Incoming { method, target, headers, body: Vec::new() })
}

/// Whether a connection can be used for another request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Persistence {
    KeepAlive,
    Closed,
}

/// Writes a response.
pub(super) async fn write(stream: &mut TcpStream, answer: &Answer) -> io::Result<Persistence> {
    let mut text = format!("HTTP/1.1 {} Answer\r\ncontent-length: {}\r\n", answer.status, answer.body.len());
    for (name, value) in &answer.headers {
        text.extend([name, ": ", value, "\r\n"]);
    }
    text.push_str("\r\n");
    let mut bytes = text.into_bytes();
    if let Fault::Truncated(length) = answer.fault {
        bytes.extend_from_slice(&answer.body[..length.min(answer.body.len())]);
        stream.write_all(&bytes).await?;
        stream.shutdown().await?;
        return Ok(Persistence::Closed);
    }
    bytes.extend_from_slice(&answer.body);
    stream.write_all(&bytes).await?;
    Ok(Persistence::KeepAlive)
}
