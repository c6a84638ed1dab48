//! The files that a page refers to as OpenAPI documents.

/// The relative paths of YAML and JSON files in a text, however the page refers to them: in front matter, as an attribute of
/// a component or as an argument of a script. Whether a file is an OpenAPI document shows once it is read.
pub(crate) fn document_links(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |c: char| c.is_whitespace() || "\"'`()<>[]{},;|=".contains(c);
    text.split(is_end).filter(|word| is_path(word))
}

fn is_path(word: &str) -> bool {
    let ending = word.rsplit_once('.').map(|(stem, ending)| (stem, ending.to_ascii_lowercase()));
    let is_file =
        ending.is_some_and(|(stem, ending)| !stem.is_empty() && matches!(&*ending, "yaml" | "yml" | "json"));
    is_file && word.len() <= 300 && !word.contains(':') && !word.starts_with("//") && !word.contains('\\')
}

#[cfg(test)]
mod tests {
    use super::document_links;

    #[test]
    fn pages_refer_to_documents_in_many_ways() {
        for (text, link) in [
            ("openapi: \"/api/ferries.yaml GET /ferries\"", Some("/api/ferries.yaml")),
            ("openapi: ferries.json get /ferries", Some("ferries.json")),
            ("<redoc spec-url='ferries.yml'></redoc>", Some("ferries.yml")),
            ("SwaggerUIBundle({ url: \"./ferries.json\", dom_id: '#ui' })", Some("./ferries.json")),
            ("Redoc.init('../ferries.yaml', {})", Some("../ferries.yaml")),
            (
                "{% openapi src=\"../.gitbook/assets/ferries.yaml\" path=\"/ferries\" method=\"get\" %}",
                Some("../.gitbook/assets/ferries.yaml"),
            ),
            ("\"openapi\": [\"a.yaml\"]", Some("a.yaml")),
            ("openapi: https://ferries.example/ferries.yaml GET /ferries", None),
            ("spec-url=\"//ferries.example/ferries.yaml\"", None),
            ("see .json and /etc/passwd", None),
        ] {
            assert_eq!(document_links(text).next(), link, "{text}");
        }
    }
}
