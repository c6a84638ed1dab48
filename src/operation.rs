//! What the spec says of an operation that a request's URL doesn't.

/// What sending a request twice may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(dead_code, reason = "no operation of today's spec writes or moves money; a spec of the tests does")]
pub(crate) enum Effect {
    /// Nothing.
    Read,
    /// Something is changed twice.
    Write,
    /// A second card.
    Issue,
    /// The money again.
    Money,
}

impl Effect {
    /// Whether a request may be sent again though a server may have acted on it.
    pub(crate) fn may_repeat(self) -> bool {
        self == Self::Read
    }
}

/// An operation of the spec.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The name of the generated method.
    pub(crate) name: &'static str,
    /// The `operationId`.
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    /// The path with its placeholders.
    pub(crate) path: &'static str,
    pub(crate) effect: Effect,
}

/// What is sent under a name that no table has. It is never sent twice.
static UNKNOWN: Operation =
    Operation { name: "", id: "unknown", method: "", path: "", effect: Effect::Money };

/// The operation of `table` that the generated client calls `name`.
pub(crate) fn named(table: &'static [Operation], name: &str) -> &'static Operation {
    table.iter().find(|operation| operation.name == name).unwrap_or(&UNKNOWN)
}
