//! References to URIs, by RFC 3986.

/// The URI that a reference stands for, without its fragment.
pub(super) fn resolved(base: &str, reference: &str) -> String {
    let reference = reference.split('#').next().unwrap_or_default();
    if scheme(reference).is_some() {
        return reference.to_owned();
    }
    let base = base.split('#').next().unwrap_or_default();
    let Some(scheme) = scheme(base) else { return reference.to_owned() };
    if reference.is_empty() {
        return base.to_owned();
    }
    if reference.starts_with("//") {
        return format!("{scheme}:{reference}");
    }
    let (origin, path) = origin_and_path(base, scheme);
    let path = path.split('?').next().unwrap_or_default();
    if reference.starts_with('?') {
        return format!("{origin}{path}{reference}");
    }
    let (written, query) = reference.split_at(reference.find('?').unwrap_or(reference.len()));
    let joined = if written.starts_with('/') {
        written.to_owned()
    } else {
        format!("{}/{written}", path.rsplit_once('/').map_or("", |(folder, _)| folder))
    };
    format!("{origin}{}{query}", without_dots(&joined))
}

/// The scheme of a URI; `None` for a relative reference.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let is_of_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let fits = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(is_of_scheme);
    fits.then_some(scheme)
}

/// Scheme and authority, then the path with its query.
fn origin_and_path<'a>(base: &'a str, scheme: &str) -> (&'a str, &'a str) {
    let after_scheme = scheme.len() + 1;
    let rest = base.get(after_scheme..).unwrap_or_default();
    let authority = rest.strip_prefix("//").map_or(0, |rest| 2 + rest.find('/').unwrap_or(rest.len()));
    base.split_at_checked(after_scheme + authority).unwrap_or((base, ""))
}

fn without_dots(path: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    let ends_in_folder = matches!(path.rsplit('/').next(), Some("." | ".."));
    for name in path.split('/').skip(1) {
        match name {
            "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    let end = if ends_in_folder { "/" } else { "" };
    format!("/{}{end}", names.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn references_are_resolved_as_the_standard_has_it() {
        let base = "http://a/b/c/d;p?q";
        for (reference, uri) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
        ] {
            assert_eq!(resolved(base, reference), uri, "{reference}");
        }
        assert_eq!(resolved("http://a", "b"), "http://a/b");
        assert_eq!(resolved("urn:a:b", "#c"), "urn:a:b");
        assert_eq!(resolved("b", "c"), "c");
    }
}
