//! JSON pointers ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)): `/paths/~1cards/get`.

use std::borrow::Cow;

/// A name as a segment of a pointer: `~` is escaped as `~0`, `/` as `~1`.
#[must_use]
pub fn escaped(name: &str) -> Cow<'_, str> {
    let is_special = |byte: u8| matches!(byte, b'~' | b'/');
    if name.bytes().any(is_special) { name.replace('~', "~0").replace('/', "~1").into() } else { name.into() }
}

/// The name in a segment of a pointer.
#[must_use]
pub fn unescaped(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') { segment.replace("~1", "/").replace("~0", "~").into() } else { segment.into() }
}

/// Appends a name to a pointer.
pub fn push(pointer: &mut String, name: &str) {
    pointer.push('/');
    pointer.push_str(&escaped(name));
}

/// The pointer to the member `name` of `parent`.
#[must_use]
pub fn child(parent: &str, name: &str) -> String {
    let mut pointer = parent.to_owned();
    push(&mut pointer, name);
    pointer
}

/// The pointer to the parent of a place, and the name of the place in it; `None` for the root.
#[must_use]
pub fn parent(pointer: &str) -> Option<(&str, Cow<'_, str>)> {
    pointer.rsplit_once('/').map(|(parent, segment)| (parent, unescaped(segment)))
}

/// The names in a pointer; `None` if it is neither empty nor starts with `/`.
pub fn names(pointer: &str) -> Option<impl Iterator<Item = Cow<'_, str>>> {
    let segments = match pointer {
        "" => None,
        _ => Some(pointer.strip_prefix('/')?),
    };
    Some(segments.into_iter().flat_map(|segments| segments.split('/')).map(unescaped))
}
