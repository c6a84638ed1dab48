//! The parts of a project and their default locations.

/// A part of a project. Its name is its key in the configuration.
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

    /// The default location, relative to the root. For the spec, this is the folder with the only document.
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

    /// What to do if it is missing.
    pub(super) fn remedy(self) -> &'static str {
        match self {
            Self::Spec => "put the OpenAPI document there",
            Self::Ledger => "create an empty file, which is a ledger without corrections",
            Self::Recordings => "make recordings with `cartevo-contract import` or `record`",
            Self::DocsLock => "write it with `cartevo-contract docs lock`",
            Self::BindingsLock => "write it with `cartevo-contract bindings`",
        }
    }
}
