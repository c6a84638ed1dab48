//! Stubs: WireMock, Hoverfly, httpmock.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::yaml::yaml;
use super::{By, Row, Sample};

pub(super) fn rows() -> Vec<Row> {
    let row = |name, file, write| Row { name, file, by: By::Stubs, args: &[], write };
    vec![
        row("WireMock", "wiremock.json", |samples| {
            json!({"mappings": samples.iter().map(wiremock).collect::<Value>()}).to_string().into_bytes()
        }),
        row("Hoverfly", "hoverfly.json", |samples| format!("{:#}", hoverfly(samples)).into_bytes()),
        row("httpmock", "httpmock.yaml", |samples| {
            let document = |sample| format!("---\n{}", yaml(&httpmock(sample))).into_bytes();
            samples.iter().flat_map(document).collect()
        }),
    ]
}

fn query(url: &str) -> Vec<(&str, &str)> {
    url.split_once('?')
        .into_iter()
        .flat_map(|(_, query)| query.split('&'))
        .filter_map(|pair| pair.split_once('='))
        .collect()
}

fn path(url: &str) -> &str {
    url.strip_prefix("https://ferries.example").unwrap().split('?').next().unwrap()
}

fn map(pairs: &[(&str, &str)], value: fn(&str) -> Value) -> Value {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), value(text))).collect::<Map<_, _>>().into()
}

fn wiremock(sample: &Sample) -> Value {
    let equal = |value: &str| json!({"equalTo": value});
    let mut request = json!({"method": sample.method, "urlPath": path(&sample.url), "queryParameters": map(&query(&sample.url), equal),
        "headers": map(&sample.sent_headers, equal)});
    if !sample.sent.is_empty() {
        request["bodyPatterns"] =
            json!([{"matchesJsonPath": "$.x"}, {"equalToJson": sample.sent, "ignoreArrayOrder": true}]);
    }
    let mut response =
        json!({"status": sample.status, "headers": map(&sample.headers, |value| json!(value))});
    match serde_json::from_str::<Value>(&sample.body) {
        Ok(value) if sample.body == value.to_string() => response["jsonBody"] = value,
        _ if sample.body.contains('✓') => response["base64Body"] = json!(STANDARD.encode(&sample.body)),
        _ => response["body"] = json!(sample.body),
    }
    json!({"id": "x", "request": request, "response": response})
}

fn hoverfly(samples: &[Sample]) -> Value {
    let exact = |value: &str| json!([{"matcher": "exact", "value": value}]);
    let one = |sample: &Sample| {
        json!({"request": {"method": exact(sample.method), "scheme": exact("https"), "destination": exact("ferries.example"), "path": exact(path(&sample.url)),
                "query": map(&query(&sample.url), exact), "headers": map(&sample.sent_headers, exact), "body": exact(&sample.sent)},
            "response": {"status": sample.status, "body": STANDARD.encode(&sample.body), "encodedBody": true, "templated": false, "headers": map(&sample.headers, |value| json!([value]))}})
    };
    json!({"data": {"pairs": samples.iter().map(one).collect::<Value>(), "globalActions": {"delays": []}}, "meta": {"schemaVersion": "v5.2"}})
}

fn httpmock(sample: &Sample) -> Value {
    let pairs = |pairs: &[(&str, &str)]| -> Value {
        pairs.iter().map(|(name, value)| json!({"name": name, "value": value})).collect()
    };
    let mut when = json!({"method": sample.method, "host": "ferries.example", "path": path(&sample.url), "query_param": pairs(&query(&sample.url)), "header": pairs(&sample.sent_headers)});
    if !sample.sent.is_empty() {
        when["json_body"] = json!(sample.sent);
    }
    json!({"when": when, "then": {"status": sample.status, "header": pairs(&sample.headers), "body_base64": STANDARD.encode(&sample.body)}})
}
