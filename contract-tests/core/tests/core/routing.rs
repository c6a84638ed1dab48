//! Which operation a request is of: servers, base paths, literal and templated paths, slashes, and queries in paths.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use contract_core::spec::Spec;
use serde_json::{Value, json};

/// A document with these servers and an operation `METHOD /path` for each path and method, with servers of its own if any
/// are written.
fn spec(servers: &Value, paths: &[(&str, &str, Value)]) -> Spec {
    let mut items = json!({});
    for (method, path, own) in paths {
        items[*path][*method] = json!({"responses": {"default": {"description": "d"}}});
        if !own.is_null() {
            items[*path][*method]["servers"] = own.clone();
        }
    }
    let mut document = json!({"openapi": "3.0.3", "paths": items});
    if !servers.is_null() {
        document["servers"] = servers.clone();
    }
    Spec::from_text(document.to_string(), "api.json").unwrap()
}

fn gets(paths: &[&str]) -> Vec<(&'static str, String, Value)> {
    paths.iter().map(|path| ("get", (*path).to_owned(), Value::Null)).collect()
}

/// The path and the parameters that a URL is matched with.
fn found(spec: &Spec, method: &str, url: &str) -> String {
    let Some(found) = spec.match_operation(method, url) else { return "none".into() };
    let values = found.path_parameters.iter().map(|(name, value)| format!(" {name}={value}"));
    format!("{}{}", found.operation.of(&spec.operations).unwrap().path, values.collect::<String>())
}

fn assert_found(servers: &Value, paths: &[&str], expected: &[(&str, &str)]) {
    let paths = gets(paths);
    let paths: Vec<_> =
        paths.iter().map(|(method, path, own)| (*method, path.as_str(), own.clone())).collect();
    let spec = spec(servers, &paths);
    for (url, operation) in expected {
        assert_eq!(found(&spec, "GET", url), *operation, "{url} with {servers}");
    }
}

#[test]
fn a_variable_of_a_server_holds_a_base_path() {
    let host_and_path =
        json!([{"url": "https://api.shop.example{base}", "variables": {"base": {"default": "/sell/v1"}}}]);
    assert_found(
        &host_and_path,
        &["/carts/{id}"],
        &[
            ("https://api.shop.example/sell/v1/carts/7", "/carts/{id} id=7"),
            ("https://api.shop.example/carts/7", "/carts/{id} id=7"),
            ("https://test.shop.example/a/b/c/carts/7", "/carts/{id} id=7"),
            ("https://api.shop.example/sell/v1/other/carts/7", "none"),
        ],
    );
    let in_path =
        json!([{"url": "https://h.example/{base}/v2", "variables": {"base": {"default": "one/two"}}}]);
    assert_found(
        &in_path,
        &["/carts", "/{page}"],
        &[
            ("/one/two/v2/carts", "/carts"),
            ("/x/y/z/v2/carts", "/carts"),
            ("/x/v2/about", "/{page} page=about"),
            ("/x/y/v2/about", "/{page} page=about"),
            ("/x/y/v3/carts", "none"),
        ],
    );
}

#[test]
fn an_enum_of_a_server_lists_all_its_values() {
    let url = |default: &str| {
        json!([{"url": "https://{host}/{stage}", "variables": {
        "host": {"default": "h.example"}, "stage": {"default": default, "enum": ["live/v1", "test/v1"]}}}])
    };
    assert_found(
        &url("live/v1"),
        &["/carts"],
        &[("/live/v1/carts", "/carts"), ("/test/v1/carts", "/carts"), ("/beta/v1/carts", "none")],
    );
    assert_found(&url("old"), &["/carts"], &[("/old/carts", "/carts"), ("/test/v1/carts", "/carts")]);
    let version = json!([{"url": "/v{major}", "variables": {"major": {"default": 1, "enum": [1, 2]}}}]);
    assert_found(&version, &["/carts"], &[("/v2/carts", "/carts"), ("/v3/carts", "none")]);
}

#[test]
fn after_a_written_base_path_comes_a_path() {
    let server = json!([{"url": "https://h.example/{version}", "variables": {"version": {"default": "v1"}}}]);
    assert_found(
        &server,
        &["/users", "/{id}"],
        &[
            ("/v1/users", "/users"),
            ("/v2/users", "/users"),
            ("/v1/admin/users", "none"),
            ("/v1/x/y", "none"),
            ("/a/b/users", "/users"),
            ("/a/b/c", "none"),
        ],
    );
}

#[test]
fn a_server_is_a_variable_as_a_whole() {
    let origin = |rest: &str| json!([{"url": format!("{{origin}}{rest}"), "variables": {"origin": {"default": "https://h.example"}}}]);
    assert_found(
        &origin(""),
        &["/issues", "/search/issues", "/search/{what}", "/{id}"],
        &[
            ("https://h.example/issues", "/issues"),
            ("https://h.example/search/issues", "/search/issues"),
            ("https://h.example/search/labels", "/search/{what} what=labels"),
            ("https://other.example/api/v3/issues", "/issues"),
            ("https://other.example/api/v3/search/labels", "/search/{what} what=labels"),
            ("https://other.example/api/v3/5", "none"),
        ],
    );
    assert_found(
        &origin("/v2"),
        &["/{id}"],
        &[
            ("https://h.example/v2/5", "/{id} id=5"),
            ("https://other.example/api/v2/5", "/{id} id=5"),
            ("https://other.example/api/v1/5", "none"),
        ],
    );
    let scheme = json!([{"url": "{scheme}://h.example/v1", "variables": {"scheme": {"default": "https", "enum": ["https", "http"]}}}]);
    assert_found(&scheme, &["/issues"], &[("http://h.example/v1/issues", "/issues"), ("/v2/issues", "none")]);
}

#[test]
fn a_variable_in_a_host_holds_no_path() {
    for url in ["https://{region}.h.example", "https://{host}", "https://h.example:{port}"] {
        let variables =
            json!({"region": {"default": "eu"}, "host": {"default": "h.example"}, "port": {"default": 443}});
        let server = json!([{"url": url, "variables": variables}]);
        assert_found(
            &server,
            &["/users"],
            &[("https://x/users", "/users"), ("https://x/admin/users", "none")],
        );
    }
}

#[test]
fn a_relative_server_is_below_the_document() {
    for url in ["v1", "./v1", "../v1"] {
        assert_found(
            &json!([{"url": url}]),
            &["/users"],
            &[
                ("https://h/v1/users", "/users"),
                ("https://h/docs/v1/users", "/users"),
                ("https://h/users", "/users"),
                ("https://h/v2/users", "none"),
                ("https://h/v1/admin/users", "none"),
            ],
        );
    }
    for url in ["/v1", "/v1/", "//h/v1"] {
        assert_found(
            &json!([{"url": url}]),
            &["/users"],
            &[
                ("https://h/v1/users", "/users"),
                ("https://h/v1//users", "/users"),
                ("https://h/docs/v1/users", "none"),
            ],
        );
    }
    for url in ["", "/"] {
        assert_found(
            &json!([{"url": url}]),
            &["/users"],
            &[("https://h/users", "/users"), ("https://h/v1/users", "none")],
        );
    }
}

#[test]
fn a_literal_path_beats_a_template_whatever_the_servers_are() {
    let servers = json!([{"url": "https://h.example/api"}, {"url": "https://h.example"}]);
    for servers in [servers.clone(), json!([servers[1], servers[0]])] {
        assert_found(
            &servers,
            &["/{id}", "/api/health", "/{a}/{b}"],
            &[
                ("/api/health", "/api/health"),
                ("/api/api/health", "/api/health"),
                ("/health", "/{id} id=health"),
            ],
        );
    }
    let tenant = json!([{"url": "https://h.example/{tenant}", "variables": {"tenant": {"default": "acme"}}}]);
    assert_found(
        &tenant,
        &["/{id}", "/search/all", "/{id}/parts"],
        &[
            ("/search/all", "/search/all"),
            ("/acme/search/all", "/search/all"),
            ("/acme/7", "/{id} id=7"),
            ("/other/7", "/{id} id=7"),
            ("/other/7/parts", "/{id}/parts id=7"),
        ],
    );
}

#[test]
fn servers_of_an_operation_or_path_serve_only_that_one() {
    let document = json!([{"url": "https://h.example/v1"}]);
    let own = json!([{"url": "{origin}/files", "variables": {"origin": {"default": "https://up.example"}}}]);
    let paths =
        [("get", "/issues", Value::Null), ("get", "/search/issues", Value::Null), ("post", "/up", own)];
    let spec = spec(&document, &paths);
    for (method, url, expected) in [
        ("GET", "https://h.example/v1/search/issues", "/search/issues"),
        ("GET", "https://h.example/search/issues", "/search/issues"),
        ("GET", "https://up.example/files/issues", "none"),
        ("POST", "https://up.example/files/up", "/up"),
        ("POST", "https://up.example/mine/files/up", "/up"),
        ("POST", "https://h.example/v1/up", "none"),
        ("POST", "https://localhost/up", "/up"),
    ] {
        assert_eq!(found(&spec, method, url), expected, "{method} {url}");
    }
    let of_path = json!({"openapi": "3.0.3", "servers": [{"url": "/v1"}], "paths": {
        "/a": {"servers": [{"url": "/{any}"}], "get": {"responses": {"default": {"description": "d"}}}},
        "/b": {"get": {"responses": {"default": {"description": "d"}}}}}});
    let spec = Spec::from_text(of_path.to_string(), "api.json").unwrap();
    for (url, expected) in [("/x/a", "/a"), ("/x/b", "none"), ("/v1/b", "/b"), ("/x/y/a", "/a")] {
        assert_eq!(found(&spec, "GET", url), expected, "{url}");
    }
}

#[test]
fn paths_that_differ_in_a_slash_at_the_end_are_two() {
    assert_found(
        &json!([{"url": "/v1"}]),
        &["/pets", "/pets/", "/cats", "/dogs/", "/{kind}/"],
        &[
            ("/pets", "/pets"),
            ("/pets/", "/pets/"),
            ("/v1/pets/?x=1", "/pets/"),
            ("/cats/", "/cats"),
            ("/dogs", "/dogs/"),
            ("/fish", "/{kind}/ kind=fish"),
        ],
    );
    let paths = [
        ("get", "/pets/{id}", Value::Null),
        ("get", "/pets/{id}/", Value::Null),
        ("post", "/pets/{id}/", Value::Null),
    ];
    let spec = spec(&Value::Null, &paths);
    assert_eq!(found(&spec, "GET", "/pets/1"), "/pets/{id} id=1");
    assert_eq!(found(&spec, "GET", "/pets/1/"), "/pets/{id}/ id=1");
    assert_eq!(found(&spec, "POST", "/pets/1/"), "/pets/{id}/ id=1");
    assert_eq!(found(&spec, "POST", "/pets/1"), "none");
}

#[test]
fn a_query_in_a_path_tells_operations_apart() {
    assert_found(
        &json!([{"url": "/v1"}]),
        &["/jobs", "/jobs?state=open", "/jobs?state={state}&deep=1", "/other?beta", "/list{?limit,offset}"],
        &[
            ("/jobs", "/jobs"),
            ("/v1/jobs?page=2&state=open", "/jobs?state=open"),
            ("/jobs?state=closed", "/jobs"),
            ("/jobs?deep=1&state=a%20b", "/jobs?state={state}&deep=1 state=a b"),
            ("/other?beta=", "/other?beta"),
            ("/other", "none"),
            ("/other?beta=1", "none"),
            ("/list", "/list{?limit,offset}"),
            ("/list?limit=3", "/list{?limit,offset}"),
        ],
    );
}

#[test]
fn a_path_that_no_request_can_have_is_told() {
    let long = "/x".repeat(300);
    let spec = spec(
        &Value::Null,
        &[("get", "/", Value::Null), ("get", "/#A=b", Value::Null), ("get", &long, Value::Null)],
    );
    let said: Vec<String> = spec.cautions.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("the path `/#A=b` has a fragment, which is never sent"), "{said:?}");
    assert!(said[1].contains("has more than 256 segments"), "{said:?}");
    assert_eq!(found(&spec, "GET", "/#A=b"), "/");
    assert_eq!(found(&spec, "GET", &long), "none");
}

#[test]
fn a_second_path_for_the_same_requests_is_told() {
    let spec = spec(
        &Value::Null,
        &[
            ("get", "/a/{x}", Value::Null),
            ("get", "/a/{y}", Value::Null),
            ("put", "/a/{z}", Value::Null),
            ("get", "/a/{y}/", Value::Null),
            ("get", "/a/{y}.txt", Value::Null),
            ("get", "/b/{y}?q={q}", Value::Null),
            ("get", "/b/{z}?q={r}", Value::Null),
            ("get", "/b/{z}?q=1", Value::Null),
            ("get", "/c/{x}", json!([{"url": "https://c.example/one"}])),
            ("get", "/c/{y}", json!([{"url": "https://c.example/two"}])),
        ],
    );
    let said: Vec<String> = spec.cautions.iter().map(ToString::to_string).collect();
    let said: Vec<&String> = said.iter().filter(|said| said.contains("differs")).collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said[0].contains("`/a/{y}` differs from `/a/{x}` in names of parameters only; `GET` requests"),
        "{said:?}"
    );
    assert!(said[1].contains("the path `/b/{z}?q={r}` differs from `/b/{y}?q={q}`"), "{said:?}");
    assert_eq!(found(&spec, "GET", "/a/1"), "/a/{x} x=1");
    assert_eq!(found(&spec, "PUT", "/a/1"), "/a/{z} z=1");
}

#[test]
fn more_text_in_a_segment_comes_first() {
    assert_found(
        &Value::Null,
        &["/f/{name}", "/f/{name}.{ext}", "/f/{name}.json", "/f/all.json"],
        &[
            ("/f/all.json", "/f/all.json"),
            ("/f/a.json", "/f/{name}.json name=a"),
            ("/f/a.txt", "/f/{name}.{ext} name=a ext=txt"),
            ("/f/a", "/f/{name} name=a"),
        ],
    );
}
