//! Bodies of requests that are forms: brackets, encodings, unions, and multipart.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use serde_json::{Value, json};

use crate::judged::findings;

fn document(media_type: &str, content: &Value) -> Value {
    json!({"openapi": "3.0.3", "paths": {"/orders": {"post": {"operationId": "addOrder",
        "requestBody": {"required": true, "content": {media_type: content}},
        "responses": {"200": {"description": "d"}}}}}})
}

fn sent(media_type: &str, content: &Value, actual: &str, body: &str) -> Vec<String> {
    findings(
        &document(essence(media_type), content),
        &[json!({
        "request": {"method": "POST", "url": "https://h/orders", "headers": {"Content-Type": actual}, "body_text": body},
        "response": {"status": 200}})],
    )
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap()
}

fn form(content: &Value, body: &str) -> Vec<String> {
    let media_type = "application/x-www-form-urlencoded";
    sent(media_type, content, media_type, body)
}

fn with(properties: &Value) -> Value {
    json!({"schema": {"type": "object", "properties": properties}})
}

#[test]
fn brackets_are_lists_and_objects() {
    let content = with(&json!({
        "tags": {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
        "ids[]": {"type": "array", "items": {"type": "integer"}},
        "address": {"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}, "floor": {"type": "integer"},
            "lines": {"type": "array", "items": {"type": "string"}}}},
        "items": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"}, "count": {"type": "integer"}}}},
        "meta": {"type": "object", "additionalProperties": {"type": "string"}},
        "note": {"type": "string"}}));
    for good in [
        "tags[]=a&tags[]=b",
        "tags%5B%5D=a",
        "tags[0]=a&tags[1]=b",
        "ids[]=1&ids[]=2",
        "address[city]=x&address[floor]=2&address[lines][]=p&address[lines][]=q",
        "address[city]=5",
        "items[0][sku]=a&items[0][count]=1&items[1][sku]=5",
        "meta[a]=1&meta[b]=true",
        "note=[x]",
    ] {
        assert_eq!(form(&content, good), [""; 0], "{good}");
    }
    for (bad, expected) in [
        (
            "tags[]=a&tags[]=c",
            "error C204 /tags/*: /tags/* has the value `<value>`; the spec has one of a, b, in the body of the request",
        ),
        (
            "tags[0]=a&tags[1]=c",
            "error C204 /tags/*: /tags/* has the value `<value>`; the spec has one of a, b, in the body of the request",
        ),
        (
            "ids[]=1&ids[]=x",
            "error C204 /ids[]/*: /ids[]/* is a string; the spec has an integer, in the body of the request",
        ),
        ("address[floor]=1", "error C204 /address/city: the required property `city` was not sent"),
        (
            "address[city]=x&address[floor]=up",
            "error C204 /address/floor: /address/floor is a string; the spec has an integer, in the body of the request",
        ),
        (
            "items[1][count]=x&items[0][count]=2",
            "error C204 /items/*/count: /items/*/count is a string; the spec has an integer, in the body of the request",
        ),
        (
            "note[x]=1",
            "error C204 /note: /note is an object; the spec has a string, in the body of the request",
        ),
        ("nope[x]=1", "error C205 /nope: `nope` was sent; the spec does not declare it"),
    ] {
        assert_eq!(form(&content, bad), [expected], "{bad}");
    }
}

#[test]
fn an_encoding_says_how_a_field_is_written() {
    let properties = json!({
        "csv": {"type": "array", "items": {"type": "integer"}},
        "pipes": {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
        "blanks": {"type": "array", "items": {"type": "string", "maxLength": 2}},
        "spread": {"type": "object", "properties": {"street": {"type": "string"}, "zip": {"type": "integer"}}},
        "flat": {"type": "object", "properties": {"r": {"type": "integer"}}},
        "deep": {"type": "object", "properties": {"x": {"type": "integer"}}},
        "data": {"type": "array", "items": {"type": "integer"}},
        "plain": {"type": "array", "items": {"type": "string"}}});
    let mut content = with(&properties);
    content["encoding"] = json!({
        "csv": {"explode": false},
        "pipes": {"style": "pipeDelimited", "explode": false},
        "blanks": {"style": "spaceDelimited"},
        "spread": {"style": "form", "explode": true},
        "flat": {"style": "form", "explode": false},
        "deep": {"style": "deepObject", "explode": true},
        "data": {"contentType": "application/json"}});
    for good in [
        "csv=1,2,3",
        "csv=",
        "pipes=a|b",
        "pipes=a%7Cb",
        "blanks=ab+cd",
        "blanks=ab%20cd",
        "street=x&zip=5",
        "flat=r,5",
        "deep[x]=1",
        "data=[1,2]",
        "data=%5B1%5D",
        "plain=a,b&plain=c",
    ] {
        assert_eq!(form(&content, good), [""; 0], "{good}");
    }
    for (bad, pointer) in [
        ("csv=1,x", "C204 /csv/*"),
        ("pipes=a|c", "C204 /pipes/*"),
        ("blanks=abc+d", "C204 /blanks/*"),
        ("zip=x", "C204 /spread/zip"),
        ("flat=r,x", "C204 /flat/r"),
        ("deep[x]=y", "C204 /deep/x"),
        ("data=[1,%22x%22]", "C204 /data/*"),
        ("other=1", "C205 /other"),
    ] {
        let said = form(&content, bad);
        assert!(said.len() == 1 && said[0].contains(pointer), "{bad}: {said:?}");
    }
}

#[test]
fn unions_of_text_and_number_fit_either() {
    let either = json!({"oneOf": [{"type": "integer", "maximum": 9}, {"type": "string", "minLength": 3}]});
    let content = with(&json!({
        "one": either, "many": {"type": "array", "items": either}, "map": {"type": "object", "additionalProperties": either},
        "digits": {"anyOf": [{"type": "string", "pattern": "^[0-9]{4}$"}, {"type": "boolean"}]},
        "list": {"oneOf": [{"type": "string", "enum": ["all"]}, {"type": "array", "items": {"type": "integer"}}]},
        "when": {"type": "integer", "nullable": true},
        "range": {"anyOf": [{"type": "object", "properties": {"gt": {"type": "integer"}}}, {"type": "integer"}]}}));
    for good in [
        "one=5",
        "one=500",
        "one=abc",
        "many=5&many=500&many=abc",
        "map[a]=5&map[b]=500",
        "digits=0123",
        "digits=true",
        "list=all",
        "list=1&list=2",
        "list[]=1",
        "list[0]=1&list[1]=2",
        "when=",
        "when=5",
        "range=5",
        "range[gt]=5",
    ] {
        assert_eq!(form(&content, good), [""; 0], "{good}");
    }
    for bad in [
        "one=50",
        "many=5&many=50",
        "map[a]=5&map[b]=50",
        "digits=123",
        "list=some",
        "list=1&list=x",
        "when=x",
        "range[gt]=x",
        "range=x",
    ] {
        assert_ne!(form(&content, bad), [""; 0], "{bad}");
    }
}

fn parts(parts: &[(&str, &str)], end: &str) -> String {
    let parts = parts
        .iter()
        .map(|(head, body)| format!("--B0{end}Content-Disposition: form-data; {head}{end}{end}{body}{end}"));
    format!("{}--B0--{end}", parts.collect::<String>())
}

fn multipart(content: &Value, body: &str) -> Vec<String> {
    sent("multipart/form-data", content, "multipart/form-data; boundary=B0", body)
}

#[test]
fn multipart_is_checked_part_by_part() {
    let mut content = with(&json!({
        "title": {"type": "string", "maxLength": 5}, "count": {"type": "integer"}, "tags": {"type": "array", "items": {"type": "integer"}},
        "file": {"type": "string", "format": "binary"}, "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
        "data": {"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}}}, "more": {"type": "array", "items": {"type": "integer"}}}));
    content["schema"]["required"] = json!(["title", "file"]);
    content["encoding"] = json!({"more": {"contentType": "application/json"}});
    let file =
        ("name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png", "\u{fffd}PNG\r\n\r\n--B1\r\nx");
    let title = ("name=\"title\"", "abc");
    for (fields, expected) in [
        (vec![title, file], vec![]),
        (
            vec![
                title,
                file,
                ("name=count", "5"),
                ("name=\"tags\"", "1"),
                ("name=\"tags\"", "2"),
                ("name=\"more\"", "[1,2]"),
            ],
            vec![],
        ),
        (
            vec![
                title,
                file,
                ("name=\"data\"\r\nContent-Type: application/json", "{\"x\": 1}"),
                ("name=\"files\"; filename=a", "x"),
            ],
            vec![],
        ),
        (vec![file], vec!["error C204 /title: the required property `title` was not sent"]),
        (vec![title], vec!["error C204 /file: the required property `file` was not sent"]),
        (
            vec![("name=\"title\"", "too long"), file, ("name=\"count\"", "many")],
            vec![
                "error C204 /count: /count is a string; the spec has an integer, in the body of the request",
                "error C204 /title: /title violates `maxLength 5`, in the body of the request",
            ],
        ),
        (
            vec![title, file, ("name=\"data\"", "{\"y\": 1}"), ("name=\"tags\"", "x")],
            vec![
                "error C204 /data/x: the required property `x` was not sent",
                "error C204 /tags/*: /tags/* is a string; the spec has an integer, in the body of the request",
                "error C205 /data/y: `y` was sent; the spec does not declare it",
            ],
        ),
        (
            vec![title, file, ("name=\"other\"", "x")],
            vec!["error C205 /other: `other` was sent; the spec does not declare it"],
        ),
    ] {
        for end in ["\r\n", "\n"] {
            let body = parts(&fields, end);
            let body = if end == "\n" { body.replace("\r\n", "\n") } else { body };
            assert_eq!(multipart(&content, &body), expected, "{body}");
        }
    }
    // Recorders lose the boundary.
    let lost = sent("multipart/form-data", &content, "multipart/form-data", &parts(&[file], "\r\n"));
    assert_eq!(lost, ["error C204 /title: the required property `title` was not sent"]);
}

#[test]
fn what_is_no_multipart_is_told() {
    let content = with(&json!({"title": {"type": "string"}}));
    for (body, reason) in [
        ("title=x", "it does not start with a boundary"),
        (
            "--B0\r\nContent-Disposition: form-data; name=\"title\"\r\n--B0--",
            "a part has no end of its headers",
        ),
        ("--B0\r\nContent-Type: text/plain\r\n\r\nx\r\n--B0--", "a part has no name"),
    ] {
        assert_eq!(
            multipart(&content, body),
            [format!("error C204 /: the body of the request is not multipart: {reason}")],
            "{body}"
        );
    }
    let har = |post: Value| {
        let request = json!({"method": "POST", "url": "https://h/orders", "headers": [], "postData": post, "bodySize": 100});
        json!({"log": {"entries": [{"request": request, "response": {"status": 200, "headers": [], "content": {"size": 0, "mimeType": ""}}}]}})
    };
    let params =
        har(json!({"mimeType": "multipart/form-data", "params": [{"name": "title", "fileName": "a.txt"}]}));
    let said = findings(&document("multipart/form-data", &content), &[params]);
    assert!(said.len() == 1 && said[0].contains(" C124 "), "{said:?}");
}
