//! Forms in parts: each part is scrubbed by its place in the document, and files are replaced.

use std::fs;

use contract_core::exchange::inputs;
use contract_core::spec::Spec;
use contract_record::{ImportOptions, Imported, Store, import};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::agreement::assert_agree;

const SPEC: &str = r"openapi: 3.0.3
info: {title: Applications, version: '1'}
paths:
  /applications:
    post:
      operationId: apply
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [name, document]
              properties:
                name: {type: string, x-sensitivity: personal}
                kind: {type: string, enum: [NATURAL, LEGAL], x-sensitivity: public}
                seats: {type: integer, maximum: 9, x-sensitivity: public}
                cvv: {type: string, x-sensitivity: cvv}
                holder:
                  type: object
                  required: [city]
                  properties:
                    city: {type: string, x-sensitivity: personal}
                    floor: {type: integer, x-sensitivity: public}
                tags: {type: array, items: {type: string, x-sensitivity: personal}}
                document: {type: string, format: binary}
                scans: {type: array, items: {type: string, format: binary}}
            encoding: {holder: {contentType: application/json}}
      responses: {'200': {description: taken}}
";

/// A part: its headers and its content.
fn part(name: &str, more: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("Content-Disposition: form-data; name=\"{name}\"{more}\r\n\r\n");
    [head.as_bytes(), content].concat()
}

const PREAMBLE: &[u8] = b"a preamble of Okafor\r\n";

fn body(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut body = PREAMBLE.to_vec();
    for part in parts {
        body.extend([b"--Zq81Amara\r\n", part.as_slice(), b"\r\n"].concat());
    }
    body.extend(b"--Zq81Amara--\r\nan epilogue of Okafor");
    body
}

/// A HAR, the only text format that holds bytes, with one such request.
fn har(body: &[u8], media_type: &str) -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(body);
    let headers = json!([{"name": "Content-Type", "value": media_type}]);
    json!({"log": {"version": "1.2", "entries": [{"startedDateTime": "2026-11-20T00:00:00Z",
        "request": {"method": "POST", "url": "https://a.example/applications", "headers": headers, "bodySize": body.len(),
            "postData": {"mimeType": media_type, "text": text, "encoding": "base64"}},
        "response": {"status": 200, "headers": [], "content": {"size": 0, "mimeType": ""}}}]}})
    .to_string()
}

struct Applied {
    folder: TempDir,
    spec: Spec,
    imported: Imported,
    /// The body of the recording.
    text: String,
}

fn applied(body: &[u8], media_type: &str) -> Applied {
    let folder = tempfile::tempdir().unwrap();
    let spec = Spec::from_text(SPEC.to_owned(), "spec.yaml").unwrap();
    let file = folder.path().join("t.har");
    fs::write(&file, har(body, media_type)).unwrap();
    let store = Store::new(folder.path().join("recordings"));
    let imported = import(&spec, &store, &inputs(&[file]).unwrap(), &ImportOptions::default()).unwrap();
    assert_eq!(imported.refused, []);
    let recording: Value = serde_json::from_slice(&fs::read(&imported.written[0].path).unwrap()).unwrap();
    let text = recording["request"]["body_text"].as_str().unwrap().to_owned();
    let whole = recording.to_string().to_lowercase();
    for secret in ["okafor", "amara", "lagos", "zq81", "jpeg-secret", "x-of-part", "739"] {
        assert!(!whole.contains(secret), "{secret} in {recording:#}");
    }
    Applied { folder, spec, imported, text }
}

const MEDIA_TYPE: &str = "multipart/form-data; boundary=Zq81Amara";

#[test]
fn each_part_is_scrubbed_by_its_place() {
    let parts = [
        part("name", "", b"Amara Okafor"),
        part("kind", "\r\nX-Of-Part: okafor", b"NATURAL"),
        part("seats", "", b"7"),
        part("cvv", "", b"739"),
        part(
            "holder",
            "\r\nContent-Type: application/json",
            b"{\"city\":\"Lagos\",\"floor\":3,\"zzname\":true}",
        ),
        part("tags", "", b"amara"),
        part("tags", "", b"okafor"),
        part("zzname", "", b"lagos"),
        part("amara.okafor", "", b"1"),
        part(
            "document",
            "; filename=\"okafor-id.jpg\"\r\nContent-Type: image/jpeg",
            b"\xff\xd8 jpeg-secret \xff",
        ),
        part("scans", "; filename*=UTF-8''okafor.txt\r\nContent-Type: text/plain", b"jpeg-secret okafor"),
    ];
    let Applied { text, imported, .. } = applied(&body(&parts), MEDIA_TYPE);
    let names: Vec<&str> =
        text.split("name=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let names: Vec<&&str> = names.iter().filter(|name| **name != "invented").collect();
    let expected =
        ["name", "kind", "seats", "cvv", "holder", "tags", "tags", "zzname", "<key 1>", "document", "scans"];
    assert_eq!(names, expected.iter().collect::<Vec<_>>(), "{text}");
    // What is public stays, and so does the structure of JSON in a part.
    for kept in [
        "\r\n\r\nNATURAL\r\n",
        "\r\n\r\n7\r\n",
        "\"floor\":3",
        "\"zzname\":",
        "Content-Type: image/jpeg",
        "\r\n\r\n000\r\n",
    ] {
        assert!(text.contains(kept), "{kept} is not in {text}");
    }
    assert_eq!(text.matches("filename=\"invented\"").count(), 2, "{text}");
    assert_eq!(imported.without_parts.count(), 0);
}

#[test]
fn what_has_no_parts_is_replaced_as_a_whole_and_said() {
    for (body, why) in [
        (&b"Amara Okafor of Lagos"[..], "it does not start with a boundary"),
        (b"--Zq81Amara\r\nAmara Okafor\r\n--Zq81Amara--", "a part has no end of its headers"),
        (b"--Zq81Amara\r\nX: okafor\r\n\r\nAmara\r\n--Zq81Amara--", "a part has no name"),
        (b"\xff\xfe Okafor", "it does not start with a boundary"),
    ] {
        let Applied { imported, folder, spec, text } = applied(body, MEDIA_TYPE);
        let said: Vec<&str> = imported.without_parts.iter().map(|(_, why)| (*why).into()).collect();
        assert_eq!(said, [why], "{text}");
        let store = Store::new(folder.path().join("again"));
        assert_agree(&spec, &[folder.path().join("t.har")], &store, why);
    }
}

#[test]
fn the_findings_stay() {
    let all = [
        part("name", "", b"Amara Okafor"),
        part("kind", "", b"MONARCH"),
        part("seats", "", b"12"),
        part("seats", "", b"twelve"),
        part("holder", "", b"{\"city\":5,\"floor\":\"3\",\"zzname\":true}"),
        part("holder", "\r\nContent-Type: text/plain", b"not json"),
        part("holder[city]", "", b"Lagos"),
        part("holder[floor]", "", b"second"),
        part("tags[0]", "", b"amara"),
        part("tags", "", b"okafor"),
        part("zzname", "", b"lagos"),
        part("amara.okafor", "", b"1"),
        part(
            "document",
            "; filename=\"okafor-id.jpg\"\r\nContent-Type: image/jpeg",
            b"\xff\xd8 jpeg-secret \xff",
        ),
        part("document", "", b"jpeg-secret okafor"),
    ];
    // Every part alone, and with the next one.
    for (one, other) in all.iter().zip(all.iter().skip(1)) {
        for parts in [vec![one.clone()], vec![one.clone(), other.clone()]] {
            let media_type = if parts.len() == 1 { MEDIA_TYPE } else { "multipart/form-data" };
            // Without the boundary in its media type, a body has to start with it.
            let body = body(&parts);
            let start = if media_type == MEDIA_TYPE { 0 } else { PREAMBLE.len() };
            let Applied { folder, spec, text, .. } = applied(&body[start..], media_type);
            let store = Store::new(folder.path().join("again"));
            assert_agree(&spec, &[folder.path().join("t.har")], &store, &text);
        }
    }
}
