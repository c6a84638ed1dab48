//! The current position of the walk as a JSON pointer.

use crate::pointer::push;

/// The steps from the root to the current value. The pointer text is built on demand, because most values
/// cause no observation.
#[derive(Debug, Default)]
pub(super) struct Path<'s> {
    steps: Vec<&'s str>,
    /// The pointer of the first steps, and its length after each of them.
    text: String,
    ends: Vec<usize>,
}

impl<'s> Path<'s> {
    /// Descends to a member.
    #[inline]
    pub(super) fn enter(&mut self, name: &'s str) {
        self.steps.push(name);
    }

    /// Returns to the parent.
    #[inline]
    pub(super) fn leave(&mut self) {
        self.steps.pop();
        self.ends.truncate(self.steps.len());
    }

    /// The JSON pointer of the current value.
    pub(super) fn pointer(&mut self) -> &str {
        self.text.truncate(self.ends.last().copied().unwrap_or(0));
        for name in self.steps.get(self.ends.len()..).unwrap_or_default() {
            push(&mut self.text, name);
            self.ends.push(self.text.len());
        }
        &self.text
    }

    /// The last two names, without array indexes.
    pub(super) fn last_names(&self) -> (Option<&'s str>, Option<&'s str>) {
        let mut names = self.steps.iter().rev().copied().filter(|name| *name != "*");
        (names.next(), names.next())
    }

    /// The JSON pointer of a member of the current value.
    pub(super) fn pointer_of(&mut self, name: &str) -> &str {
        self.pointer();
        push(&mut self.text, name);
        &self.text
    }

    /// The JSON pointer of the parent.
    pub(super) fn parent(&mut self) -> &str {
        let length = self.steps.len();
        self.pointer();
        let end = length.checked_sub(2).and_then(|before| self.ends.get(before)).copied();
        self.text.get(..end.unwrap_or(0)).unwrap_or_default()
    }

    /// Returns to the root.
    pub(super) fn clear(&mut self) {
        self.steps.clear();
        self.ends.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn escapes_what_a_pointer_has_to() {
        for (name, shown) in
            [("a/b", "/a~1b"), ("~", "/~0"), ("names/of~some", "/names~1of~0some"), ("é", "/é")]
        {
            let mut path = Path::default();
            path.enter(name);
            assert_eq!(path.pointer(), shown);
            path.leave();
            assert_eq!(path.pointer(), "");
        }
    }

    #[test]
    fn goes_where_the_steps_go() {
        let mut path = Path::default();
        path.enter("data");
        path.enter("*");
        assert_eq!(path.pointer_of("x"), "/data/*/x");
        path.enter("id");
        assert_eq!((path.pointer().to_owned(), path.parent()), ("/data/*/id".to_owned(), "/data/*"));
        path.leave();
        path.enter("name");
        assert_eq!(path.pointer(), "/data/*/name");
        path.leave();
        path.leave();
        path.leave();
        path.enter("meta");
        assert_eq!((path.pointer().to_owned(), path.parent()), ("/meta".to_owned(), ""));
    }
}
