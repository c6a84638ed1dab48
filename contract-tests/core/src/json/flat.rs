//! A document by the indexes of its values, for a pass that goes over all of them.

use super::Node;
use super::tape::{Document, Entry, Tag};

/// The values of a document in its order: an object is followed by each of its keys with its value, an array by its
/// items. A [`Node`] knows the same, and is larger.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Flat<'a> {
    document: Document<'a>,
}

impl<'a> Flat<'a> {
    /// The document of a value.
    pub(crate) fn of(node: Node<'a>) -> Self {
        Self { document: node.document }
    }

    #[inline]
    fn entry(self, at: u32) -> Entry {
        self.document.entry(at)
    }

    /// What kind of value it is, and how it is written.
    #[inline]
    pub(crate) fn tag(self, at: u32) -> Tag {
        self.entry(at).tag
    }

    /// The index after a value and its content.
    #[inline]
    pub(crate) fn after(self, at: u32) -> u32 {
        self.document.after(at)
    }

    /// The value as a node.
    #[inline]
    pub(crate) fn node(self, at: u32) -> Node<'a> {
        Node { document: self.document, index: at }
    }

    /// The bytes of a string without its quotes; `None` if it has escapes, or is none.
    #[inline]
    pub(crate) fn plain(self, at: u32) -> Option<&'a [u8]> {
        let entry = self.entry(at);
        if entry.tag != Tag::Plain {
            return None;
        }
        self.document.text.as_bytes().get(entry.start as usize + 1..(entry.end as usize).wrapping_sub(1))
    }

    /// The value as it is written.
    #[inline]
    pub(crate) fn raw(self, at: u32) -> &'a str {
        self.node(at).raw()
    }
}
