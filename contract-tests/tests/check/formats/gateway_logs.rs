//! Logs of gateways: Kong's, flat ones, and others with a map.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::{By, Row, Sample};

/// Where the lines of a log of no known gateway have what.
pub(super) const MAP: &str = r#"
method = "/http/verb"
url = "/http/target~1"
status = "/answer/0"
headers = "/answer/1"
body = "/answer/2"
request_headers = "/http/fields"
request_body = "/http/sent"
"#;

pub(super) fn rows() -> Vec<Row> {
    let row = |name, file, args, write| Row { name, file, by: By::Recorder, args, write };
    vec![
        row("Kong", "kong.log", &[], |samples| lines(samples, kong)),
        row("Kong, compressed", "kong.jsonl.gz", &[], |samples| {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            std::io::Write::write_all(&mut encoder, &lines(samples, kong)).unwrap();
            encoder.finish().unwrap()
        }),
        row("Kong, list", "kong.json", &[], |samples| {
            samples.iter().map(kong).collect::<Value>().to_string().into_bytes()
        }),
        row("Kong, list over lines", "kong-pretty.log", &[], |samples| {
            format!("{:#}\n", samples.iter().map(kong).collect::<Value>()).into_bytes()
        }),
        row("flat lines, base64", "base64.jsonl", &[], |samples| lines(samples, flagged)),
        row("Lambda events", "lambda.json", &[], |samples| {
            samples.iter().map(lambda).collect::<Value>().to_string().into_bytes()
        }),
        row("flat lines", "flat.ndjson", &[], |samples| lines(samples, flat)),
        row("lines with a map", "mapped.txt", &["--map", "map.toml"], |samples| lines(samples, mapped)),
    ]
}

fn lines(samples: &[Sample], one: fn(&Sample) -> Value) -> Vec<u8> {
    samples.iter().flat_map(|sample| format!("{}\r\n", one(sample)).into_bytes()).collect()
}

fn texts(pairs: &[(&str, &str)]) -> Value {
    pairs.iter().map(|(name, value)| (name.to_ascii_lowercase(), json!(value))).collect::<Map<_, _>>().into()
}

fn kong(sample: &Sample) -> Value {
    json!({"service": {"host": "x"}, "route": {"id": "y"}, "client_ip": "192.0.2.1", "latencies": {"request": 3}, "started_at": 1_795_132_800_000_u64,
        "request": {"uri": "/x", "url": sample.url, "method": sample.method, "size": 4, "querystring": {}, "headers": texts(&sample.sent_headers), "body": sample.sent},
        "response": {"status": sample.status, "size": 5, "headers": texts(&sample.headers), "body": sample.body}})
}

fn flat(sample: &Sample) -> Value {
    json!({"method": sample.method, "url": sample.url, "status": sample.status, "headers": texts(&sample.headers), "body": sample.body,
        "request_headers": texts(&sample.sent_headers), "request_body": sample.sent})
}

fn flagged(sample: &Sample) -> Value {
    json!({"httpMethod": sample.method, "path": sample.url, "statusCode": sample.status, "headers": texts(&sample.headers),
        "body": STANDARD.encode(&sample.body), "isBase64Encoded": true, "request_headers": texts(&sample.sent_headers), "request_body": sample.sent})
}

fn lambda(sample: &Sample) -> Value {
    let request = json!({"httpMethod": sample.method, "path": sample.url, "headers": texts(&sample.sent_headers), "body": STANDARD.encode(&sample.sent), "isBase64Encoded": true});
    json!({"request": request, "response": {"statusCode": sample.status, "headers": texts(&sample.headers), "body": sample.body, "isBase64Encoded": false}})
}

fn mapped(sample: &Sample) -> Value {
    json!({"level": "info", "http": {"verb": sample.method, "target/": sample.url, "fields": texts(&sample.sent_headers), "sent": sample.sent},
        "answer": [sample.status.to_string(), texts(&sample.headers), sample.body]})
}
