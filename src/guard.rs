//! `Debug` of values that are no secrets by the document, but that a server may have filled with something else.

use std::fmt;

use crate::redact::{self, WITHHELD};

/// A value as `Debug` may show it.
pub(crate) trait Guard {
    fn guarded(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// Shows a value if it has the form of one, and `[withheld]` otherwise.
pub(crate) struct Guarded<'a, T: ?Sized>(pub(crate) &'a T);

impl<T: Guard + ?Sized> fmt::Debug for Guarded<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.guarded(f)
    }
}

impl Guard for String {
    fn guarded(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match redact::id(self) {
            Some(id) => fmt::Debug::fmt(id, f),
            None => f.write_str(WITHHELD),
        }
    }
}

impl<T: Guard> Guard for Vec<T> {
    fn guarded(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(Guarded)).finish()
    }
}

impl<T: Guard> Guard for Option<T> {
    fn guarded(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Some(value) => f.debug_tuple("Some").field(&Guarded(value)).finish(),
            None => f.write_str("None"),
        }
    }
}

impl Guard for i64 {
    fn guarded(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        number(self, &self.to_string(), f)
    }
}

impl Guard for u64 {
    fn guarded(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        number(self, &self.to_string(), f)
    }
}

fn number(value: &dyn fmt::Debug, text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if redact::has_card_number(text) { f.write_str(WITHHELD) } else { value.fmt(f) }
}
