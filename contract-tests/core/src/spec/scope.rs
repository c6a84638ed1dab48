//! What the names of `$dynamicAnchor` stand for: the outermost schema of that name among the resources that led to a
//! schema.

use super::index::FileIndex;

/// The names that are bound at a schema.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Scope(u32);

/// A name, and the place that it stands for.
type Binding = (String, FileIndex, String);

/// Every scope, once each.
#[derive(Debug)]
pub(super) struct Scopes {
    all: Vec<Vec<Binding>>,
}

impl Default for Scopes {
    /// Has the scope in which nothing is bound.
    fn default() -> Self {
        Self { all: vec![Vec::new()] }
    }
}

impl Scopes {
    /// The scope inside of a resource that has these names. Names that are bound already stay as they are.
    pub(super) fn entered(&mut self, scope: Scope, file: FileIndex, names: &[(&str, &str)]) -> Scope {
        let mut bindings = self.bindings(scope).to_vec();
        for (name, pointer) in names {
            if !bindings.iter().any(|(known, ..)| known == name) {
                bindings.push(((*name).to_owned(), file, (*pointer).to_owned()));
            }
        }
        bindings.sort_unstable();
        let known = self.all.iter().position(|known| *known == bindings);
        let index = known.unwrap_or_else(|| {
            self.all.push(bindings);
            self.all.len() - 1
        });
        Scope(u32::try_from(index).unwrap_or(0))
    }

    /// The place that a name stands for.
    pub(super) fn bound(&self, scope: Scope, name: &str) -> Option<(FileIndex, String)> {
        let bound = self.bindings(scope).iter().find(|(known, ..)| known == name);
        bound.map(|(_, file, pointer)| (*file, pointer.clone()))
    }

    fn bindings(&self, scope: Scope) -> &[Binding] {
        self.all.get(scope.0 as usize).map_or(&[], Vec::as_slice)
    }
}
