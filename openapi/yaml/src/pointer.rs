//! JSON pointers ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)): `/paths/~1cards/get`.

use std::borrow::Cow;

/// A name as one segment of a pointer: `~` is written `~0`, and `/` is written `~1`.
#[must_use]
pub fn escaped(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) { name.replace('~', "~0").replace('/', "~1").into() } else { name.into() }
}

/// The name that a segment of a pointer stands for.
#[must_use]
pub fn unescaped(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') { segment.replace("~1", "/").replace("~0", "~").into() } else { segment.into() }
}

/// Adds a name to the end of a pointer.
pub fn push(pointer: &mut String, name: &str) {
    pointer.push('/');
    pointer.push_str(&escaped(name));
}

/// The pointer to the member `name` of what `parent` points to.
#[must_use]
pub fn child(parent: &str, name: &str) -> String {
    let mut pointer = parent.to_owned();
    push(&mut pointer, name);
    pointer
}

/// The pointer to what holds the place that a pointer leads to, and the name of the place in it; `None` for the root.
#[must_use]
pub fn parent(pointer: &str) -> Option<(&str, Cow<'_, str>)> {
    pointer.rsplit_once('/').map(|(parent, segment)| (parent, unescaped(segment)))
}

/// The names that a pointer goes through; `None` if it is no pointer, which starts with `/` or is empty.
pub fn names(pointer: &str) -> Option<impl Iterator<Item = Cow<'_, str>>> {
    let segments = match pointer {
        "" => None,
        _ => Some(pointer.strip_prefix('/')?),
    };
    Some(segments.into_iter().flat_map(|segments| segments.split('/')).map(unescaped))
}
