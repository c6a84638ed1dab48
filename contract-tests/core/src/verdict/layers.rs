//! Stacks that the values of a body share: each value works above the entries of its ancestors.

use std::fmt;
use std::marker::PhantomData;

use crate::spec::SchemaId;

/// A stack with the entries of the current value on top.
#[derive(Debug)]
pub(super) struct Layers<T> {
    entries: Vec<T>,
}

/// An index into a stack of `T`. Indexes into different stacks do not mix.
pub(super) struct Position<T> {
    index: usize,
    entry: PhantomData<fn() -> T>,
}

/// The schemas that apply to one value, as a range of the stack of schemas.
#[derive(Debug, Clone, Copy)]
pub(super) struct Applied {
    /// The first schema.
    pub(super) start: Position<SchemaId>,
    /// Where the schemas of the members or items start.
    pub(super) end: Position<SchemaId>,
}

impl<T> Layers<T> {
    /// An empty stack.
    pub(super) fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// Where the next entry goes.
    pub(super) fn top(&self) -> Position<T> {
        Position::at(self.entries.len())
    }

    pub(super) fn push(&mut self, entry: T) {
        self.entries.push(entry);
    }

    /// Drops the entries from `start` on.
    pub(super) fn truncate(&mut self, start: Position<T>) {
        self.entries.truncate(start.index);
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }

    pub(super) fn get(&self, at: Position<T>) -> Option<&T> {
        self.entries.get(at.index)
    }

    pub(super) fn get_mut(&mut self, at: Position<T>) -> Option<&mut T> {
        self.entries.get_mut(at.index)
    }

    /// The entries from `start` on.
    pub(super) fn above(&self, start: Position<T>) -> &[T] {
        self.entries.get(start.index..).unwrap_or_default()
    }
}

impl Layers<SchemaId> {
    /// The schemas that apply to a value.
    pub(super) fn applied(&self, applied: Applied) -> &[SchemaId] {
        self.entries.get(applied.start.index..applied.end.index).unwrap_or_default()
    }
}

impl Applied {
    /// The position of each schema.
    pub(super) fn positions(self) -> impl Iterator<Item = Position<SchemaId>> {
        (self.start.index..self.end.index).map(Position::at)
    }
}

impl<T> Position<T> {
    fn at(index: usize) -> Self {
        Self { index, entry: PhantomData }
    }

    /// The position `count` entries above this one.
    pub(super) fn plus(self, count: usize) -> Self {
        Self::at(self.index + count)
    }
}

// Derived impls would demand the same of `T`.
impl<T> Clone for Position<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Position<T> {}

impl<T> PartialEq for Position<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> fmt::Debug for Position<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.index.fmt(out)
    }
}
