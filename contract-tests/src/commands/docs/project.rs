//! Loads the spec, the ledger and the locks that pages are compared with.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::DocsError;
use super::args::About;
use crate::commands::documents::Documents;
use crate::project::{Key, Project};
use contract_core::ledger::Ledger;
use contract_core::spec::Spec;
use contract_docs::{
    Bindings, Dialect, FetchLimits, Fetched, Fetcher, Lock, LockedPage, PageClaims, PageSet, PageSource,
    pages, read_page,
};

/// The spec and the ledger, if present.
pub(super) struct Known {
    pub(super) spec: Option<Spec>,
    pub(super) spec_path: Option<PathBuf>,
    pub(super) ledger: Option<Ledger>,
}

/// The project of the working directory.
pub(super) fn project() -> Result<Option<Project>, DocsError> {
    Ok(Project::find(&std::env::current_dir()?)?)
}

/// Loads what pages are compared with.
pub(super) fn known(about: &About) -> Result<Known, DocsError> {
    let mut known = Known { spec: None, spec_path: None, ledger: None };
    if about.no_spec {
        return Ok(known);
    }
    let here = std::env::current_dir()?;
    let found = Documents::find(&here, about.spec.as_ref(), about.corrections.as_ref())?;
    if let Some(spec) = found.spec {
        known.spec = Some(Spec::load(&spec.path, &spec.shown)?);
        known.spec_path = Some(spec.path);
    }
    known.ledger = found.ledger.map(|ledger| Ledger::load(&ledger.path, &ledger.shown)).transpose()?;
    Ok(known)
}

/// The path of the given lock, or of the project's.
pub(super) fn lock_path(named: Option<&PathBuf>) -> Result<PathBuf, DocsError> {
    if let Some(path) = named {
        return Ok(path.clone());
    }
    let project = project()?.ok_or(DocsError::NoLock)?;
    Ok(project.path(Key::DocsLock))
}

/// Reads the given lock, or the project's.
pub(super) fn lock(named: Option<&PathBuf>) -> Result<Lock, DocsError> {
    let path = lock_path(named)?;
    Ok(Lock::load(&path, &path.to_string_lossy())?)
}

/// Reads the given bindings, or the project's.
pub(super) fn bindings(named: Option<&PathBuf>) -> Result<Option<Bindings>, DocsError> {
    let own = || match project()? {
        Some(project) => Ok(project.existing(Key::BindingsLock)?),
        None => Ok(None),
    };
    let Some(path) = named.cloned().map_or_else(own, |path| Ok::<_, DocsError>(Some(path)))? else {
        return Ok(None);
    };
    let text = fs::read_to_string(&path).map_err(|error| DocsError::Unreadable { path, error })?;
    Ok(Some(Bindings::parse(&text)))
}

/// Reads pages and their claims. URLs are fetched.
pub(super) fn read(paths: &[PathBuf]) -> Result<Vec<(PageSource, PageClaims)>, DocsError> {
    let (urls, files): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.iter().cloned().partition(|path| is_url(&path.to_string_lossy()));
    let mut sources = pages(&files)?;
    if !urls.is_empty() {
        let mut fetcher = Fetcher::new(FetchLimits::default())?;
        for url in urls {
            sources.extend(fetcher.pages(&url.to_string_lossy())?);
        }
    }
    let claims = sources.into_iter().map(|source| {
        let claims = read_page(&source.name, &source.text, source.dialect);
        (source, claims)
    });
    Ok(claims.collect())
}

/// The pages in the form that a diff needs.
pub(super) fn page_set(read: &[(PageSource, PageClaims)]) -> PageSet {
    let pages =
        read.iter().map(|(source, page)| (page.page.clone(), (source.address.clone(), page.claims.clone())));
    let words = read.iter().flat_map(|(_, page)| page.words());
    PageSet { pages: pages.collect(), words: words.collect() }
}

/// Writes a file atomically: a temporary file in the same folder is renamed.
pub(super) fn write_whole(path: &Path, text: &str) -> Result<(), DocsError> {
    let unwritable = |error| DocsError::Unwritable { path: path.to_owned(), error };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(unwritable)?;
    file.write_all(text.as_bytes()).map_err(unwritable)?;
    if let Ok(known) = fs::metadata(path) {
        fs::set_permissions(file.path(), known.permissions()).map_err(unwritable)?;
    }
    file.persist(path).map_err(|error| unwritable(error.error))?;
    Ok(())
}

/// Reads the pages of a lock again. Pages that their server reports as unchanged are taken from the lock.
pub(super) fn reread(lock: &Lock) -> Result<Vec<(PageSource, PageClaims)>, DocsError> {
    let root = project()?.map(|project| project.root).unwrap_or_default();
    let mut fetcher = None;
    let mut pages = Vec::new();
    for page in &lock.pages {
        let Some(address) = &page.address else {
            return Err(DocsError::NoAddress { page: page.name.clone() });
        };
        if !is_url(address) {
            for (source, _) in read(&[root.join(address)])? {
                pages.push(as_known(page, source));
            }
            continue;
        }
        let fetcher = match &mut fetcher {
            Some(fetcher) => fetcher,
            none => none.insert(Fetcher::new(FetchLimits::default())?),
        };
        match fetcher.page(address, page.etag.as_deref())? {
            Fetched::Page(source) => pages.push(as_known(page, *source)),
            Fetched::Unchanged => pages.push(as_locked(page)),
        }
    }
    Ok(pages)
}

/// Gives a page that was read again its name and address in the lock.
fn as_known(page: &LockedPage, source: PageSource) -> (PageSource, PageClaims) {
    let claims = read_page(&page.name, &source.text, source.dialect);
    let address = page.address.clone().unwrap_or_default();
    (PageSource { name: page.name.clone(), address, ..source }, claims)
}

fn as_locked(page: &LockedPage) -> (PageSource, PageClaims) {
    let source = PageSource {
        name: page.name.clone(),
        address: page.address.clone().unwrap_or_default(),
        dialect: Dialect::TEXT,
        text: String::new(),
        etag: page.etag.clone(),
    };
    let claims = PageClaims {
        page: page.name.clone(),
        hash: page.hash.clone(),
        claims: page.claims.clone(),
        not_claims: Vec::new(),
        unread: Vec::new(),
        unexplained: Vec::new(),
        lines: Vec::new(),
        prints: page.prints.clone().unwrap_or_default(),
    };
    (source, claims)
}

/// True for URLs.
pub(super) fn is_url(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}
