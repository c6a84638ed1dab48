//! The top of a page: method and path, on one line or one word per line.

use crate::vocabulary::method;

/// The operation at this line, and its number of lines.
pub(crate) fn operation(lines: &[(u32, String)]) -> Option<(&'static str, String, usize)> {
    let first = lines.first()?.1.trim();
    if let Some((method, path)) = glued(first) {
        return Some((method, path, 1));
    }
    if let Some((word, path)) = first.split_once(char::is_whitespace) {
        let path = path.trim().trim_matches('`');
        let path = path_of(path);
        // A path at the end of a sentence is not the top of a page.
        let plain = path.starts_with('/')
            && !path.contains(char::is_whitespace)
            && !path.ends_with(['.', ',', ';', ':']);
        return method(word).filter(|_| plain).map(|method| (method, path.to_owned(), 1));
    }
    let method = method(first)?;
    let mut path = String::new();
    let mut used = 1;
    while let Some((_, line)) = lines.get(used) {
        let part = line.trim();
        let wants_slash = !path.ends_with('/');
        if used == 1 && part.starts_with('/') && part.len() > 1 {
            let plain = !part.contains(char::is_whitespace);
            return plain.then(|| (method, part.to_owned(), 2));
        }
        match (wants_slash, part) {
            (true, "/") => path.push('/'),
            (false, part) if is_segment(part) => path.push_str(part),
            _ => break,
        }
        used += 1;
    }
    (path.len() > 1 && !path.ends_with('/')).then_some((method, path, used))
}

/// `post/boats`: the method and the path without a space, as Redoc's text is copied.
fn glued(line: &str) -> Option<(&'static str, String)> {
    let (verb, _) = line.split_once('/')?;
    let path = line.get(verb.len()..)?;
    let is_lower = !verb.is_empty() && verb.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_path = path.len() > 1 && !path.contains(char::is_whitespace);
    method(&verb.to_ascii_uppercase()).filter(|_| is_lower && is_path).map(|method| (method, path.to_owned()))
}

/// The path of an address, which may be absolute.
pub(super) fn path_of(address: &str) -> &str {
    let host = ["https://", "http://", "{{"].iter().find_map(|start| address.strip_prefix(start));
    host.and_then(|rest| rest.find('/').and_then(|at| rest.get(at..))).unwrap_or(address)
}

/// The operation in labelled lines, such as `Method: POST` and `URL: {{base}}/ships`, and their number.
pub(crate) fn labelled(lines: &[(u32, String)]) -> Option<(&'static str, String, usize)> {
    let verb = value(&lines.first()?.1, &["method", "action", "http method"])?;
    let verb = method(verb.as_str())?;
    lines.iter().enumerate().skip(1).take(3).find_map(|(at, (_, line))| {
        let address = value(line, &["url", "endpoint", "path"])?;
        let path = path_of(&address);
        let plain = path.starts_with('/') && path.len() > 1 && !path.contains(char::is_whitespace);
        plain.then(|| (verb, path.to_owned(), at + 1))
    })
}

/// The operation in labelled lines with the address first.
pub(super) fn labelled_address(lines: &[(u32, String)]) -> Option<(&'static str, String)> {
    let address = value(&lines.first()?.1, &["url", "endpoint", "path"])?;
    let path = path_of(&address);
    let plain = path.starts_with('/') && path.len() > 1 && !path.contains(char::is_whitespace);
    lines.iter().skip(1).take(3).filter(|_| plain).find_map(|(_, line)| {
        let verb = value(line, &["method", "action", "http method"])?;
        method(&verb.to_ascii_uppercase()).map(|method| (method, path.to_owned()))
    })
}

/// The value of a labelled line, without marks.
fn value(line: &str, labels: &[&str]) -> Option<String> {
    let (label, value) = line.split_once(':')?;
    labels
        .contains(&label.trim().to_ascii_lowercase().as_str())
        .then(|| value.trim().trim_matches('`').to_owned())
}

fn is_segment(part: &str) -> bool {
    let inner = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')).unwrap_or(part);
    !inner.is_empty() && inner.chars().all(|c| c.is_ascii_alphanumeric() || "_-.:~".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{labelled, operation};

    fn numbered(text: &str) -> Vec<(u32, String)> {
        (1..).zip(text.lines()).map(|(line, text)| (line, text.to_owned())).collect()
    }

    #[test]
    fn whole_addresses_and_labels_name_an_operation() {
        let sent = operation(&numbered("POST https://api.harbour.example/v1/ships"));
        assert_eq!(sent, Some(("POST", "/v1/ships".to_owned(), 1)));
        let lines = numbered("Method: POST\nType: JSON\nURL: {{base}}/ships");
        assert_eq!(labelled(&lines), Some(("POST", "/ships".to_owned(), 3)));
        assert_eq!(labelled(&numbered("Method: POST\nFormat: JSON")), None);
    }
}
