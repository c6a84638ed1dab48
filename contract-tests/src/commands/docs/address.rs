//! The addresses under which `docs lock` stores pages.

use std::collections::BTreeMap;

use super::DocsError;
use super::project::is_url;

/// The values of `--address`.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// The base URL of all pages without an address of their own.
    folder: Option<String>,
    /// The addresses of single pages, by name.
    pages: BTreeMap<String, String>,
}

impl Addresses {
    /// Parses the values of `--address`.
    pub(super) fn read(given: &[String]) -> Result<Self, DocsError> {
        let mut addresses = Self::default();
        for text in given {
            let wrong = |what| DocsError::Address { given: contract_docs::shown(text), what };
            if is_url(text) {
                if addresses.folder.replace(text.trim_end_matches('/').to_owned()).is_some() {
                    return Err(wrong("a URL for all pages is already given"));
                }
                continue;
            }
            let (page, url) = text.split_once('=').ok_or_else(|| wrong("this is not a URL"))?;
            if !is_url(url) {
                return Err(wrong("this is not a URL"));
            }
            addresses.pages.insert(page.to_owned(), url.to_owned());
        }
        Ok(addresses)
    }

    /// The address given for a page, if any. Marks it as used.
    pub(super) fn of(&mut self, page: &str) -> Option<String> {
        let own = self.pages.remove(page);
        own.or_else(|| self.folder.as_ref().map(|folder| format!("{folder}/{page}")))
    }

    /// Rejects addresses whose page does not exist.
    pub(super) fn refuse_unused(self) -> Result<(), DocsError> {
        match self.pages.into_keys().next() {
            None => Ok(()),
            Some(page) => Err(DocsError::Address {
                given: contract_docs::shown(&page),
                what: "there is no page of this name",
            }),
        }
    }
}
