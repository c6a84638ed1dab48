//! Cassettes of vcr, vcrpy, go-vcr and their like.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Map, Value, json};

use super::yaml::yaml;
use super::{By, Row, Sample};

pub(super) fn rows() -> Vec<Row> {
    let row = |name, file, write| Row { name, file, by: By::Recorder, args: &[], write };
    vec![
        row("vcr, YAML", "ruby.yml", |samples| format!("---\n{}", yaml(&ruby(samples, text))).into_bytes()),
        row("vcr, JSON", "ruby.json", |samples| ruby(samples, text).to_string().into_bytes()),
        row("vcr, base64", "base64.yml", |samples| yaml(&ruby(samples, encoded)).into_bytes()),
        row("vcr, base64 of gzip, JSON", "gzip.json", |samples| {
            ruby(&zipped(samples), encoded_gzip).to_string().into_bytes()
        }),
        row("vcr, tagged bytes", "tagged.yml", |samples| yaml(&ruby(samples, tagged)).into_bytes()),
        row("vcr, a document each", "documents.yml", |samples| {
            let one = |sample: &Sample| format!("---\n{}", yaml(&ruby(std::slice::from_ref(sample), text)));
            samples.iter().map(one).collect::<String>().into_bytes()
        }),
        row("vcr, lines of Windows after a mark", "windows.yaml", |samples| {
            format!("\u{feff}---\n{}", yaml(&ruby(samples, text))).replace('\n', "\r\n").into_bytes()
        }),
        row("vcr 1", "one.yml", |samples| yaml(&ruby_1(samples)).into_bytes()),
        row("vcrpy, YAML", "python.yaml", |samples| yaml(&python(samples, plain)).into_bytes()),
        row("vcrpy, JSON", "python.json", |samples| format!("{:#}", python(samples, plain)).into_bytes()),
        row("vcrpy, gzip", "python-gzip.yaml", |samples| {
            yaml(&python(&zipped(samples), binary)).into_bytes()
        }),
        row("vcrpy 0", "python-0.yaml", |samples| yaml(&python_0(samples)).into_bytes()),
        row("go-vcr", "go.yaml", |samples| format!("---\n{}", yaml(&go(samples))).into_bytes()),
        row("go-vcr 1", "go-1.yaml", |samples| yaml(&go_1(samples)).into_bytes()),
        row("php-vcr", "php.yml", |samples| yaml(&php(samples)).into_bytes()),
        row("ExVCR", "elixir.json", |samples| elixir(samples).to_string().into_bytes()),
    ]
}

fn zipped(samples: &[Sample]) -> Vec<Sample> {
    let zipped = |sample: &Sample| {
        let mut sample = sample.clone();
        if !sample.body.is_empty() {
            sample.headers.push(("Content-Encoding", "gzip"));
        }
        sample
    };
    samples.iter().map(zipped).collect()
}

fn lists(pairs: &[(&str, &str)]) -> Value {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), json!([value]))).collect::<Map<_, _>>().into()
}

fn texts(pairs: &[(&str, &str)]) -> Value {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect::<Map<_, _>>().into()
}

fn gzip(text: &str) -> String {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    STANDARD.encode(encoder.finish().unwrap())
}

fn text(body: &str) -> Value {
    json!({"encoding": "UTF-8", "string": body})
}

fn encoded(body: &str) -> Value {
    json!({"encoding": "ASCII-8BIT", "base64_string": format!("{}\n", STANDARD.encode(body))})
}

fn encoded_gzip(body: &str) -> Value {
    if body.is_empty() { text(body) } else { json!({"encoding": "ASCII-8BIT", "base64_string": gzip(body)}) }
}

fn tagged(body: &str) -> Value {
    if body.is_empty() {
        return text(body);
    }
    json!({"encoding": "ASCII-8BIT", "string": format!("!binary {}", STANDARD.encode(body))})
}

fn plain(body: &str) -> Value {
    json!({"string": body})
}

fn binary(body: &str) -> Value {
    if body.is_empty() {
        return plain(body);
    }
    json!({"string": format!("!!binary {}", gzip(body))})
}

fn ruby(samples: &[Sample], body: fn(&str) -> Value) -> Value {
    let one = |sample: &Sample| {
        // Only answers are compressed.
        let sent = text(&sample.sent);
        json!({"request": {"method": sample.method.to_ascii_lowercase(), "uri": sample.url, "body": sent, "headers": lists(&sample.sent_headers)},
            "response": {"status": {"code": sample.status, "message": "x"}, "headers": lists(&sample.headers), "body": body(&sample.body), "http_version": null},
            "recorded_at": "Fri, 20 Nov 2026 10:00:00 GMT"})
    };
    json!({"http_interactions": samples.iter().map(one).collect::<Value>(), "recorded_with": "VCR 6.1.0"})
}

fn ruby_1(samples: &[Sample]) -> Value {
    let one = |sample: &Sample| {
        json!({"request": {"method": format!(":{}", sample.method.to_ascii_lowercase()), "uri": sample.url, "body": sample.sent, "headers": lists(&sample.sent_headers)},
            "response": {"status": {"code": sample.status, "message": "x"}, "headers": lists(&sample.headers), "body": sample.body, "http_version": "1.1"}})
    };
    samples.iter().map(one).collect()
}

fn python(samples: &[Sample], body: fn(&str) -> Value) -> Value {
    let one = |sample: &Sample| {
        let sent = if sample.sent.is_empty() { Value::Null } else { json!(sample.sent) };
        json!({"request": {"body": sent, "headers": lists(&sample.sent_headers), "method": sample.method, "uri": sample.url},
            "response": {"body": body(&sample.body), "headers": lists(&sample.headers), "status": {"code": sample.status, "message": "x"}}})
    };
    json!({"interactions": samples.iter().map(one).collect::<Value>(), "version": 1})
}

fn python_0(samples: &[Sample]) -> Value {
    let one = |sample: &Sample| {
        let (host, path) = sample.url.strip_prefix("https://").unwrap().split_at("ferries.example".len());
        let pairs: Value = sample.sent_headers.iter().map(|(name, value)| json!([name, [value]])).collect();
        let lines: Value =
            sample.headers.iter().map(|(name, value)| json!(format!("{name}: {value}\r\n"))).collect();
        json!({"request": {"body": sample.sent, "headers": [pairs], "method": sample.method, "protocol": "https", "host": host, "path": path, "port": 443},
            "response": {"body": plain(&sample.body), "headers": lines, "status": {"code": sample.status, "message": "x"}}})
    };
    samples.iter().map(one).collect()
}

fn go(samples: &[Sample]) -> Value {
    let one = |(id, sample): (usize, &Sample)| {
        json!({"id": id, "request": {"proto": "HTTP/1.1", "content_length": sample.sent.len(), "host": "ferries.example", "body": sample.sent, "form": {}, "headers": lists(&sample.sent_headers), "url": sample.url, "method": sample.method},
            "response": {"proto": "HTTP/1.1", "uncompressed": false, "body": sample.body, "headers": lists(&sample.headers), "status": format!("{} x", sample.status), "code": sample.status, "duration": "12ms"}})
    };
    json!({"version": 2, "interactions": samples.iter().enumerate().map(one).collect::<Value>()})
}

fn go_1(samples: &[Sample]) -> Value {
    let one = |sample: &Sample| {
        json!({"request": {"body": sample.sent, "form": {}, "headers": lists(&sample.sent_headers), "url": sample.url, "method": sample.method},
            "response": {"body": sample.body, "headers": lists(&sample.headers), "status": format!("{} x", sample.status), "code": sample.status, "duration": ""}})
    };
    json!({"version": 1, "interactions": samples.iter().map(one).collect::<Value>()})
}

fn php(samples: &[Sample]) -> Value {
    let one = |sample: &Sample| {
        json!({"request": {"method": sample.method, "url": sample.url, "headers": texts(&sample.sent_headers), "body": sample.sent},
            "response": {"status": {"http_version": "1.1", "code": sample.status.to_string(), "message": "x"}, "headers": texts(&sample.headers), "body": sample.body}})
    };
    samples.iter().map(one).collect()
}

fn elixir(samples: &[Sample]) -> Value {
    let one = |sample: &Sample| {
        json!({"request": {"body": sample.sent, "headers": texts(&sample.sent_headers), "method": sample.method.to_ascii_lowercase(), "options": [], "request_body": "", "url": sample.url},
            "response": {"binary": false, "body": sample.body, "headers": texts(&sample.headers), "status_code": sample.status, "type": "ok"}})
    };
    samples.iter().map(one).collect()
}
