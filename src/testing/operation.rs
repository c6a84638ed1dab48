//! The operations of the API, as the mock server distinguishes them.

use std::fmt;

use crate::{generated, operation};

/// Defines [`Operation`] from the operations of the OpenAPI document.
macro_rules! define_operation {
    ($($variant:ident, $description:ident, $doc:literal;)+) => {
        /// An operation of the API.
        ///
        /// ```
        /// use cartevo::testing::Operation;
        ///
        /// assert_eq!(Operation::CreateCard.to_string(), "createCard");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Operation {
            $(#[doc = $doc] $variant,)+
        }

        impl Operation {
            /// All operations.
            pub const ALL: [Self; generated::operations::ALL.len()] = [$(Self::$variant),+];

            /// What the OpenAPI document says about the operation.
            pub(super) fn description(self) -> &'static operation::Operation {
                match self {
                    $(Self::$variant => &generated::operations::$description,)+
                }
            }
        }
    };
}

generated::for_each_operation!(define_operation);

impl Operation {
    /// Returns the `operationId`.
    ///
    /// ```
    /// assert_eq!(cartevo::testing::Operation::CreateCard.id(), "createCard");
    /// ```
    #[must_use]
    pub fn id(self) -> &'static str {
        self.description().id
    }

    /// The operation of a request. A path without placeholders takes precedence over a template, as in OpenAPI.
    pub(super) fn of(method: &str, path: &str) -> Option<Self> {
        let matches = |operation: &Self| {
            let description = operation.description();
            description.method == method && matches_template(path, description.path)
        };
        let placeholders = |operation: &Self| operation.description().path.matches('{').count();
        Self::ALL.into_iter().filter(matches).min_by_key(placeholders)
    }
}

/// Whether `path` has the segments of `template`, in which `{name}` stands for any segment.
fn matches_template(path: &str, template: &str) -> bool {
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let mut expected = template.split('/').filter(|segment| !segment.is_empty());
    loop {
        match (segments.next(), expected.next()) {
            (None, None) => return true,
            (Some(segment), Some(expected)) if segment == expected || expected.starts_with('{') => {}
            _ => return false,
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}
