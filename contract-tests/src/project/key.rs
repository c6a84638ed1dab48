//! What belongs to a project, and where it is by default.

/// Something that belongs to a project. Its name is its key in the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Key {
    /// The OpenAPI document.
    Spec,
    /// The corrections that settle findings.
    Ledger,
    /// The folder of recordings.
    Recordings,
    /// The claims of the docs, as last read.
    DocsLock,
    /// The generated API of the client.
    BindingsLock,
}

impl Key {
    /// The key in the configuration.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Where it is unless the configuration says otherwise, from the root. The spec is the one document in its folder.
    #[must_use]
    pub fn default_path(self) -> &'static str {
        match self {
            Self::Spec => "openapi",
            Self::Ledger => "openapi/corrections.toml",
            Self::Recordings => "contract-tests/recordings",
            Self::DocsLock => "openapi/docs.lock",
            Self::BindingsLock => "openapi/bindings.lock",
        }
    }

    /// What is to be done where it is not there.
    pub(super) fn remedy(self) -> &'static str {
        match self {
            Self::Spec => "put the OpenAPI document there",
            Self::Ledger => "make an empty file, which is a ledger without corrections",
            Self::Recordings => "make recordings with `cartevo-contract import` or `record`",
            Self::DocsLock => "write it with `cartevo-contract docs lock`",
            Self::BindingsLock => "write it with `cartevo-contract bindings`",
        }
    }
}
