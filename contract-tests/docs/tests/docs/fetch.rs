//! Fetching pages from servers that hang, lead away, lie about what they send, or never stop.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use contract_docs::{Dialect, FetchError, FetchLimits, Fetched, Fetcher};
use miette::Diagnostic as _;

/// A server that answers every connection with `answer`, and tells what it was asked.
fn server(answer: impl Fn(&mut TcpStream, &str) + Send + 'static) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (tell, asked) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut buffer = [0; 1024];
            while !request.ends_with(b"\r\n\r\n") {
                match stream.read(&mut buffer) {
                    Ok(0) | Err(_) => break,
                    Ok(read) => request.extend_from_slice(&buffer[..read]),
                }
            }
            let request = String::from_utf8_lossy(&request).into_owned();
            answer(&mut stream, &request);
            let _ = tell.send(request);
        }
    });
    (address, asked)
}

fn respond(stream: &mut TcpStream, head: &str, body: &str) {
    let _ = write!(
        stream,
        "HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
}

fn fetcher() -> Fetcher {
    let limits =
        FetchLimits { time: Duration::from_secs(2), bytes: 100_000, pages: 3, pause: Duration::ZERO };
    Fetcher::new(limits).unwrap()
}

fn page(fetcher: &mut Fetcher, url: &str) -> Result<(Dialect, String, Option<String>), FetchError> {
    match fetcher.page(url, None)? {
        Fetched::Page(page) => Ok((page.dialect, page.name, page.etag)),
        Fetched::Unchanged => panic!("nothing was known before"),
    }
}

#[test]
fn a_page_is_fetched_once_and_says_who_asks() {
    let (address, asked) = server(|stream, request| {
        if request.to_ascii_lowercase().contains("if-none-match: \"v1\"") {
            return respond(stream, "304 Not Modified\r\netag: \"v1\"", "");
        }
        respond(stream, "200 OK\r\ncontent-type: text/markdown\r\netag: \"v1\"", "# A boat\n");
    });
    let mut fetcher = fetcher();
    let url = format!("{address}/docs/get-boat.md?x=1");
    assert_eq!(
        page(&mut fetcher, &url).unwrap(),
        (Dialect::MARKDOWN, "get-boat".to_owned(), Some("\"v1\"".to_owned()))
    );
    assert!(asked.recv().unwrap().contains("cartevo-contract/"));
    assert!(matches!(fetcher.page(&url, Some("\"v1\"")).unwrap(), Fetched::Unchanged));
}

#[test]
fn an_index_leads_to_pages_of_its_host_only() {
    let (address, asked) = server(|stream, request| {
        let body = if request.starts_with("GET /llms.txt") {
            "- [A](/a.md)\n- [B](https://elsewhere.example/b.md)\n- [C](/c.md): sea\n"
        } else {
            "# Page\n"
        };
        respond(stream, "200 OK\r\ncontent-type: text/plain", body);
    });
    let pages = fetcher().pages(&format!("{address}/llms.txt")).unwrap();
    let names: Vec<&str> = pages.iter().map(|page| page.name.as_str()).collect();
    assert_eq!(names, ["a", "c"]);
    assert_eq!(asked.try_iter().count(), 3);
}

#[test]
fn a_server_that_hangs_is_left() {
    let (address, _asked) = server(|_, _| thread::sleep(Duration::from_secs(20)));
    let start = Instant::now();
    let error = page(&mut fetcher(), &address).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(10));
    assert!(error.to_string().contains("it took too long") && error.help().is_some(), "{error}");
}

#[test]
fn a_server_that_drips_is_left() {
    let (address, _asked) = server(|stream, _| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        for _ in 0..100 {
            thread::sleep(Duration::from_millis(200));
            if stream.write_all(b"a").is_err() {
                return;
            }
        }
    });
    let start = Instant::now();
    page(&mut fetcher(), &address).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn redirects_stay_within_the_host() {
    let (other, elsewhere) = server(|stream, _| respond(stream, "200 OK", "# Stolen\n"));
    let (address, _asked) = server(move |stream, request| {
        if request.starts_with("GET /here") {
            respond(stream, "302 Found\r\nlocation: /there.md", "");
        } else if request.starts_with("GET /away") {
            respond(stream, &format!("302 Found\r\nlocation: {other}/"), "");
        } else if request.starts_with("GET /loop") {
            respond(stream, "302 Found\r\nlocation: /loop", "");
        } else {
            respond(stream, "200 OK", "# There\n");
        }
    });
    let mut fetcher = fetcher();
    assert!(page(&mut fetcher, &format!("{address}/here")).is_ok());
    let error = page(&mut fetcher, &format!("{address}/away")).unwrap_err().to_string();
    assert!(error.contains("another host"), "{error}");
    assert_eq!(elsewhere.try_iter().count(), 0, "the other host was not asked");
    assert!(page(&mut fetcher, &format!("{address}/loop")).is_err());
}

#[test]
fn a_page_without_end_is_cut_off() {
    let (address, _asked) = server(|stream, _| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n");
        while stream.write_all(&[b'a'; 4_096]).is_ok() {}
    });
    let error = page(&mut fetcher(), &address).unwrap_err();
    assert!(matches!(error, FetchError::TooLarge { .. }), "{error}");
}

#[test]
fn of_a_hundred_megabytes_no_more_than_the_limit_is_read() {
    let (tell, sent) = channel();
    let (address, _asked) = server(move |stream, _| {
        let _ = stream.write_all(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/markdown\r\ncontent-length: 104857600\r\n\r\n",
        );
        let piece = vec![b'a'; 65_536];
        let written = (0..1_600).take_while(|_| stream.write_all(&piece).is_ok()).count();
        let _ = tell.send(written * piece.len());
    });
    let limits = FetchLimits { pause: Duration::ZERO, ..FetchLimits::default() };
    let error = page(&mut Fetcher::new(limits).unwrap(), &address).unwrap_err();
    assert!(matches!(error, FetchError::TooLarge { .. }), "{error}");
    // What lies in the buffers of both ends was sent and not read.
    assert!(sent.recv().unwrap() < 50 << 20, "the connection was left");
}

#[test]
fn a_page_is_what_it_holds_not_what_it_is_called() {
    let (address, _asked) = server(|stream, request| {
        if request.starts_with("GET /image") {
            let _ =
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/markdown\r\n\r\n\x89PNG\0\0\xff");
            return;
        }
        respond(stream, "200 OK\r\ncontent-type: text/markdown", "<!DOCTYPE html><p>Log in first</p>");
    });
    assert!(matches!(page(&mut fetcher(), &format!("{address}/image.md")), Err(FetchError::NotText { .. })));
    assert_eq!(page(&mut fetcher(), &format!("{address}/page.md")).unwrap().0, Dialect::HTML);
}

#[test]
fn refusals_and_strange_addresses_say_so() {
    let (address, _asked) = server(|stream, _| respond(stream, "404 Not Found", "<h1>gone</h1>"));
    let error = page(&mut fetcher(), &address).unwrap_err().to_string();
    assert!(error.contains("404"), "{error}");
    for url in [
        "http://example.com/x.md",
        "ftp://example.com/x",
        "https://user:pw@example.com/",
        "file:///etc/passwd",
    ] {
        assert!(matches!(page(&mut fetcher(), url), Err(FetchError::Address { .. })), "{url}");
    }
}
