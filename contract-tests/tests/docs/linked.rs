//! OpenAPI documents that pages link or embed. All pages are invented.

use crate::program::Folder;

const DOCUMENT: &str = "\
openapi: 3.1.0
info: {title: Ferries, version: '1'}
paths:
  /ferries:
    get:
      parameters:
        - {name: decks, in: query, schema: {type: integer, maximum: 9}}
      responses: {'200': {description: All}}
    post:
      requestBody:
        content:
          application/json:
            schema: {type: object, required: [hull], properties: {hull: {type: string}}}
      responses: {'201': {description: Made}}
";

/// What `docs claims` says of a folder with these files.
fn said(files: &[(&str, &str)]) -> String {
    let folder = Folder::with(&[("outside.yaml", DOCUMENT)]);
    for (name, text) in files {
        folder.write(&format!("docs/{name}"), text);
    }
    folder.run(&["docs", "claims", "--no-spec", "docs"]).said().0
}

const WORDS: &str = "# Ferries\n\nThey carry people over the lake.\n";

#[test]
fn a_document_in_the_folder_is_read_where_a_page_links_it() {
    for (name, page) in [
        ("list.mdx", "---\nopenapi: \"api/ferries.yaml GET /ferries\"\n---\n"),
        ("list.mdx", "---\nopenapi: /api/ferries.yaml get /ferries\n---\n"),
        (
            "api/list.md",
            "{% openapi src=\"ferries.yaml\" path=\"/ferries\" method=\"get\" %}\n{% endopenapi %}\n",
        ),
        ("redoc.html", "<!doctype html><body><redoc spec-url='api/ferries.yaml'></redoc></body>"),
        (
            "ui.html",
            "<!doctype html><body><script>SwaggerUIBundle({url: \"./api/ferries.yaml\"})</script></body>",
        ),
        ("docs.json", "{\"navigation\":{\"openapi\":[\"api/ferries.yaml\"]}}"),
    ] {
        let said = said(&[("words.md", WORDS), (name, page), ("api/ferries.yaml", DOCUMENT)]);
        for claim in [
            "ferries:7  GET /ferries  query decks  type \"integer\"",
            "POST /ferries  request-body /hull  required true",
            "GET /ferries  status 200 -  status \"200\"",
        ] {
            assert!(said.contains(claim), "no `{claim}` for {page}: {said}");
        }
    }
}

#[test]
fn nothing_else_is_read() {
    let swagger = DOCUMENT.replace("openapi: 3.1.0", "swagger: '2.0'");
    for (page, document) in [
        ("---\nopenapi: ../outside.yaml GET /ferries\n---\n", DOCUMENT),
        ("---\nopenapi: /../outside.yaml GET /ferries\n---\n", DOCUMENT),
        ("---\nopenapi: https://ferries.example/api/ferries.yaml GET /ferries\n---\n", DOCUMENT),
        ("---\nopenapi: GET /ferries\n---\n", DOCUMENT),
        ("---\nopenapi: api/ferries.yaml GET /ferries\n---\n", swagger.as_str()),
        ("---\nopenapi: api/ferries.yaml GET /ferries\n---\n", "decks: 3\n"),
    ] {
        let said = said(&[("list.mdx", page), ("api/ferries.yaml", document)]);
        assert!(!said.contains("decks"), "{page}: {said}");
    }
}

#[test]
fn a_document_in_a_script_is_read() {
    let document = "{\"info\":{\"title\":\"Ferries\"},\"openapi\":\"3.1.0\",\"paths\":{\"/ferries\":{\"get\":{\"parameters\":[{\"name\":\"decks\",\"in\":\"query\",\"schema\":{\"type\":\"integer\"}}],\"responses\":{}}}}}";
    for page in [
        format!(
            "<!doctype html><body><div id=\"redoc\"></div><script>const __redoc_state = {{\"menu\":{{}},\"spec\":{{\"data\":{document}}}}};</script></body>"
        ),
        format!(
            "<!doctype html><body><h1>Ferries</h1><script type=\"application/json\">{document}</script></body>"
        ),
    ] {
        let said = said(&[("ferries.html", &page)]);
        assert!(said.contains("GET /ferries  query decks  type \"integer\""), "{said}");
    }
}
