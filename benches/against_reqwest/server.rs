//! A server with a constant response.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use serde_json::json;

/// The server in a child process.
pub(crate) struct Server {
    process: Child,
    pub(crate) url: String,
}

impl Server {
    pub(crate) fn start() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let mut process = command.arg("serve").stdout(Stdio::piped()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { process, url: url.trim().to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub(crate) fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    for stream in listener.incoming().flatten() {
        std::thread::spawn(move || answer(&stream));
    }
}

fn answer(mut stream: &TcpStream) {
    let body = customer();
    let length = body.len();
    let text = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nx-request-id: req-1\r\n\r\n{body}"
    );
    stream.set_nodelay(true).unwrap();
    let lines = BufReader::new(stream).lines();
    for line in lines.map_while(Result::ok) {
        if line.is_empty() && stream.write_all(text.as_bytes()).is_err() {
            return;
        }
    }
}

fn customer() -> String {
    json!({"success": true, "statusCode": 200, "message": "Data retrieved successfully", "data": {
        "id": "8d4f2a1b-5c3e-4d7f-9a6b-2e1c8f9d0a3b", "first_name": "Ada", "last_name": "Example",
        "email": "ada@example.com", "country": "Cameroon", "is_active": true,
        "created_at": "2026-05-09T09:42:11.123Z", "updated_at": "2026-05-09T09:42:11.123Z"}})
    .to_string()
}

/// A JSON array of transactions in the format of the documentation's generated samples.
pub(crate) fn transactions(number: usize) -> String {
    let transaction = |index: usize| {
        json!({"id": format!("7d1c0000-0000-4a17-bce5-{index:012}"), "category": "CARD", "type": "FUND",
            "amount": 50.25, "status": "SUCCESS", "description": "Card funding: **** **** **** 5098",
            "created_at": "2026-05-09T09:42:11.123Z",
            "card": {"id": "9b196a1e-9f70-4f72-a93e-867c963b65bf", "status": "ACTIVE", "balance": 0.45,
                "currency": "USD", "number": "token-of-a-number", "masked_pan": "**** **** **** 5098",
                "cvv": "token-of-a-cvv", "expiry_month": 10, "expiry_year": 28, "is_virtual": true,
                "is_physical": false, "created_at": "2026-05-09T09:42:11.123Z"}})
    };
    serde_json::Value::from((0..number).map(transaction).collect::<Vec<_>>()).to_string()
}
