//! The addresses under which `docs lock` remembers pages.

use std::collections::BTreeMap;

use super::DocsError;
use super::project::is_url;

/// What `--address` says.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    /// Where all pages are that have no address of their own.
    folder: Option<String>,
    /// Addresses of single pages, by name.
    pages: BTreeMap<String, String>,
}

impl Addresses {
    /// Reads the values of `--address`.
    pub(super) fn read(given: &[String]) -> Result<Self, DocsError> {
        let mut addresses = Self::default();
        for text in given {
            let wrong = |what| DocsError::Address { given: contract_docs::shown(text), what };
            if is_url(text) {
                if addresses.folder.replace(text.trim_end_matches('/').to_owned()).is_some() {
                    return Err(wrong("there is a URL for all pages already"));
                }
                continue;
            }
            let (page, url) = text.split_once('=').ok_or_else(|| wrong("this is no URL"))?;
            if !is_url(url) {
                return Err(wrong("this is no URL"));
            }
            addresses.pages.insert(page.to_owned(), url.to_owned());
        }
        Ok(addresses)
    }

    /// The address of a page, if one was given.
    pub(super) fn of(&mut self, page: &str) -> Option<String> {
        let own = self.pages.remove(page);
        own.or_else(|| self.folder.as_ref().map(|folder| format!("{folder}/{page}")))
    }

    /// Refuses an address that no page was called by.
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
