//! Values of a parsed text.

use super::tape::Tag;
use super::{Document, Number};

/// A value in a document. Cheap to copy: two references and a number.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    pub(super) document: Document<'a>,
    pub(super) index: u32,
}

/// The six kinds of JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number of any size and precision.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// The name as JSON Schema writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

impl<'a> Node<'a> {
    /// The kind of the value.
    #[must_use]
    #[inline]
    pub fn kind(self) -> Kind {
        match self.document.entry(self.index).tag {
            Tag::Null => Kind::Null,
            Tag::True | Tag::False => Kind::Boolean,
            Tag::Number => Kind::Number,
            Tag::Plain | Tag::Escaped => Kind::String,
            Tag::Array => Kind::Array,
            Tag::Object => Kind::Object,
        }
    }

    /// An id of the value, unique within its document.
    #[must_use]
    pub fn id(self) -> u32 {
        self.index
    }

    /// True if the value with this id is this one or nested inside it.
    #[must_use]
    pub fn holds(self, id: u32) -> bool {
        self.index <= id && id < self.document.after(self.index)
    }

    /// The raw text of the value, including quotes and inner white space.
    #[must_use]
    #[inline]
    pub fn raw(self) -> &'a str {
        self.document.text.get(self.range()).unwrap_or_default()
    }

    /// The byte range of [`raw`](Node::raw) in the text.
    #[must_use]
    #[inline]
    pub fn range(self) -> std::ops::Range<usize> {
        let entry = self.document.entry(self.index);
        entry.start as usize..entry.end as usize
    }

    /// The decoded string, if this is one. Borrows from the text if it has no escapes.
    #[must_use]
    #[inline]
    pub fn as_str(self) -> Option<&'a str> {
        let entry = self.document.entry(self.index);
        match entry.tag {
            Tag::Plain => {
                self.document.text.get(entry.start as usize + 1..(entry.end as usize).wrapping_sub(1))
            }
            Tag::Escaped => {
                let (from, to) = self.document.tape.ranges.get(entry.extra as usize).copied()?;
                self.document.tape.decoded.get(from as usize..to as usize)
            }
            _ => None,
        }
    }

    /// The boolean, if this is one.
    #[must_use]
    #[inline]
    pub fn as_bool(self) -> Option<bool> {
        match self.document.entry(self.index).tag {
            Tag::True => Some(true),
            Tag::False => Some(false),
            _ => None,
        }
    }

    /// The number, if this is one.
    #[must_use]
    pub fn as_number(self) -> Option<Number<'a>> {
        (self.document.entry(self.index).tag == Tag::Number).then(|| Number::written(self.raw()))
    }

    /// True for `null`.
    #[must_use]
    #[inline]
    pub fn is_null(self) -> bool {
        self.document.entry(self.index).tag == Tag::Null
    }

    /// The members of an object, in order, with duplicates. Empty for other kinds.
    #[must_use]
    pub fn members(self) -> Members<'a> {
        Members { rest: self.content(Tag::Object) }
    }

    /// The members of an object, in order, with duplicates. Each key is a node and so knows its range.
    pub fn entries(self) -> impl Iterator<Item = (Node<'a>, Node<'a>)> {
        let mut rest = self.content(Tag::Object);
        std::iter::from_fn(move || rest.entry())
    }

    /// The items of an array, in order. Empty for other kinds.
    #[must_use]
    pub fn items(self) -> Items<'a> {
        Items { rest: self.content(Tag::Array) }
    }

    /// The value of a key, if this is an object that has it. Of a duplicate key, the last value, as most JSON
    /// parsers have it.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        self.members().filter(|(name, _)| *name == key).last().map(|(_, value)| value)
    }

    #[inline]
    fn content(self, tag: Tag) -> Siblings<'a> {
        let next = self.index + 1;
        let entry = self.document.entry(self.index);
        let end = if entry.tag == tag { entry.extra } else { next };
        Siblings { document: self.document, next, end }
    }
}

#[derive(Debug, Clone)]
struct Siblings<'a> {
    document: Document<'a>,
    next: u32,
    end: u32,
}

impl<'a> Siblings<'a> {
    #[inline]
    fn next(&mut self) -> Option<Node<'a>> {
        if self.next >= self.end {
            return None;
        }
        let node = Node { document: self.document, index: self.next };
        self.next = self.document.after(self.next);
        Some(node)
    }

    /// The next key with its value, which follows it on the tape.
    #[inline]
    fn entry(&mut self) -> Option<(Node<'a>, Node<'a>)> {
        if self.next >= self.end {
            return None;
        }
        let key = Node { document: self.document, index: self.next };
        let value = Node { document: self.document, index: self.next + 1 };
        self.next = self.document.after(value.index);
        Some((key, value))
    }
}

/// Iterates over the members of an object: decoded key and value.
#[derive(Debug, Clone)]
pub struct Members<'a> {
    rest: Siblings<'a>,
}

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, Node<'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (key, value) = self.rest.entry()?;
        Some((key.as_str()?, value))
    }
}

/// Iterates over the items of an array.
#[derive(Debug, Clone)]
pub struct Items<'a> {
    rest: Siblings<'a>,
}

impl<'a> Iterator for Items<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rest.next()
    }
}
