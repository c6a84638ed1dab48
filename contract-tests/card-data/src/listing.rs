//! Lists the files of a folder as git sees them.
//!
//! Hidden files are included; `.git` and ignored files are not, unless an ignored file is tracked; links are not
//! followed.

use std::collections::HashSet;
use std::io;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::WalkBuilder;

use super::tracked::{Unreadable, tracked, working_tree};

/// The files of a folder, and what could not be listed.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) files: Vec<PathBuf>,
    pub(super) unreadable: Vec<(PathBuf, io::Error)>,
    walked: HashSet<(PathBuf, Rules)>,
    read: HashSet<PathBuf>,
    /// Folders that remain to be walked.
    folders: Vec<(PathBuf, Rules)>,
}

/// Which files of a folder are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Rules {
    /// Those that git does not ignore.
    Git,
    /// All of them.
    Every,
}

/// Lists the files of a folder.
pub(super) fn list(root: &Path) -> Listing {
    let mut listing = Listing::default();
    listing.folders.push((root.to_path_buf(), Rules::Git));
    match working_tree(root) {
        Ok(Some(top)) if !is_repository(root) => listing.read_index(&top, root),
        Ok(_) => {}
        Err(error) => listing.unreadable.push((root.to_path_buf(), error)),
    }
    while let Some((folder, rules)) = listing.folders.pop() {
        if listing.walked.insert((folder.clone(), rules)) {
            listing.walk(&folder, rules);
        }
    }
    listing
}

impl Listing {
    fn walk(&mut self, folder: &Path, rules: Rules) {
        let repositories = Arc::new(Mutex::new(Vec::new()));
        for entry in walk(folder, rules, Arc::clone(&repositories)) {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    self.files.push(entry.into_path());
                }
                Ok(_) => {}
                Err(error) => self.unreadable.push(unread(folder, error)),
            }
        }
        let below = mem::take(&mut *repositories.lock().unwrap_or_else(PoisonError::into_inner));
        let own = is_repository(folder).then(|| folder.to_path_buf());
        for repository in own.into_iter().chain(below) {
            self.read_index(&repository, &repository);
        }
    }

    /// Adds what git tracks in a folder of the working tree at `top`.
    fn read_index(&mut self, top: &Path, folder: &Path) {
        if !self.read.insert(top.to_path_buf()) {
            return;
        }
        match tracked(top, folder) {
            Ok(tracked) => {
                self.files.extend(tracked.files);
                self.folders.extend(tracked.folders.into_iter().map(|folder| (folder, Rules::Every)));
                self.folders.extend(tracked.repositories.into_iter().map(|folder| (folder, Rules::Git)));
            }
            Err(Unreadable { path, error }) => self.unreadable.push((path, error)),
        }
    }
}

/// Walks a folder and collects the repositories below it.
fn walk(root: &Path, rules: Rules, repositories: Arc<Mutex<Vec<PathBuf>>>) -> ignore::Walk {
    let mut walk = WalkBuilder::new(root);
    if rules == Rules::Every {
        walk.standard_filters(false);
    }
    walk.hidden(false).ignore(false).follow_links(false).filter_entry(move |entry| {
        if entry.file_name() == ".git" {
            return false;
        }
        if is_repository(entry.path()) {
            repositories.lock().unwrap_or_else(PoisonError::into_inner).push(entry.path().to_path_buf());
        }
        true
    });
    walk.build()
}

/// Looks for `.git` by its path, as rules such as `*` keep it out of the walk.
fn is_repository(folder: &Path) -> bool {
    folder.join(".git").symlink_metadata().is_ok()
}

fn unread(root: &Path, error: ignore::Error) -> (PathBuf, io::Error) {
    let path = match &error {
        ignore::Error::WithPath { path, .. } => path.clone(),
        _ => root.to_path_buf(),
    };
    let error = error.into_io_error().unwrap_or_else(|| io::Error::other("failed to walk this folder"));
    (path, error)
}
