//! Citations of the docs.

/// Resolves citations.
pub trait Citations {
    /// True if the citation refers to a line or a claim of the docs.
    fn resolves(&self, citation: &str) -> bool;
}

/// Accepts every well-formed citation, for projects without a docs.lock.
#[derive(Debug, Clone, Copy, Default)]
pub struct FormOnly;

impl Citations for FormOnly {
    fn resolves(&self, citation: &str) -> bool {
        has_form(citation)
    }
}

/// True for `page:line`, `page:line-line` and `page#claim`.
#[must_use]
pub fn has_form(citation: &str) -> bool {
    let Some((page, rest)) = citation.rsplit_once([':', '#']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
    let is_page = !page.is_empty() && page.bytes().all(plain);
    let (first, last) = rest.split_once('-').unwrap_or((rest, rest));
    is_page && is_number(first) && is_number(last)
}

#[cfg(test)]
mod tests {
    use super::has_form;

    #[test]
    fn a_citation_names_a_page_and_a_place_on_it() {
        for good in ["get-card:24", "get-card:24-26", "get-card#000123", "v1/get_card:1"] {
            assert!(has_form(good), "{good}");
        }
        for bad in ["", "get-card", "get-card:", ":24", "get-card:x", "get card:1", "get-card:1-", "#1"] {
            assert!(!has_form(bad), "{bad}");
        }
    }
}
