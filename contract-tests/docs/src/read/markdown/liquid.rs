//! Tags of `GitBook` in Markdown: `{% swagger-parameter in="query" name="limit" %}`.

use super::mdx::{Tag, tag_of};

/// The tag that makes up the start of a line, and its length.
pub(super) fn tag(text: &str) -> Option<Tag> {
    let rest = text.strip_prefix("{%")?;
    let end = rest.find("%}")?;
    let inside = rest.get(..end)?.trim();
    let length = 2 + end + 2;
    let (name, is_closing) = match inside.strip_prefix("end") {
        Some(name) => (name, true),
        None => (inside, false),
    };
    let word = name.split_whitespace().next()?;
    let is_word = word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let attributes = name.get(word.len()..).unwrap_or_default();
    is_word.then(|| tag_of(word, attributes, is_closing, length)).flatten()
}

/// `path`, `query`, `header` or `body`: what a group of parameters is about.
pub(super) fn group(name: &str) -> Option<&'static str> {
    Some(match name {
        "api-method-path-parameters" => "path",
        "api-method-query-parameters" => "query",
        "api-method-headers" => "header",
        "api-method-body-parameters" | "api-method-form-data-parameters" => "body",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn tags_have_names_and_attributes() {
        let found = tag("{% swagger-parameter in=\"query\" name=\"limit\" required=false %} rest").unwrap();
        assert_eq!((found.name.as_str(), found.is_closing), ("swagger-parameter", false));
        assert_eq!((found.get("in"), found.get("required")), (Some("query"), Some("false")));
        assert!(tag("{% endswagger %}").unwrap().is_closing);
        assert!(tag("{% 5 + 5 %}").is_none());
        assert!(tag("{% open").is_none());
    }
}
