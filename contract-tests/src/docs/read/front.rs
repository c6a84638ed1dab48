//! The head of a page: its method and path, in one line or one word a line.

use crate::docs::vocabulary::method;

/// The operation that begins at this line, and how many lines it takes.
pub(crate) fn operation(lines: &[(u32, String)]) -> Option<(&'static str, String, usize)> {
    let first = lines.first()?.1.trim();
    if let Some((word, path)) = first.split_once(char::is_whitespace) {
        let path = path.trim().trim_matches('`');
        // A path at the end of a sentence is not the head of a page.
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

fn is_segment(part: &str) -> bool {
    let inner = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')).unwrap_or(part);
    !inner.is_empty() && inner.chars().all(|c| c.is_ascii_alphanumeric() || "_-.:~".contains(c))
}
