//! Files with the bodies of stubs, which are read from one folder only.

use std::fs;
use std::path::{Component, Path};

use zeroize::Zeroizing;

use super::base64;
use super::told::Content;

/// The largest body file, in bytes.
const MAX_FILE: u64 = 32 << 20;

/// Why a body file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoBody {
    /// Its name leads out of the folder.
    NameLeadsOut,
    /// It is a link that leads out of the folder.
    LinkLeadsOut,
    /// It does not exist.
    Missing,
    /// It is too large, or no file.
    TooLarge,
}

impl NoBody {
    /// The reason, with the folder in words.
    pub(super) fn reason(self, folder: &str) -> String {
        match self {
            Self::NameLeadsOut => {
                format!("the name of its body file leads out of {folder}, so it is not read")
            }
            Self::LinkLeadsOut => format!("its body file is a link out of {folder}, so it is not read"),
            Self::Missing => format!("its body file is not in {folder}"),
            Self::TooLarge => format!("its body file is larger than {} MiB, or no file", MAX_FILE >> 20),
        }
    }
}

/// The content of a file in the folder.
pub(super) fn content<'t>(folder: &Path, name: &str) -> Result<Content<'t>, NoBody> {
    let relative = Path::new(name);
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return Err(NoBody::NameLeadsOut);
    }
    let file = folder.join(relative).canonicalize().map_err(|_| NoBody::Missing)?;
    if !folder.canonicalize().is_ok_and(|folder| file.starts_with(folder)) {
        return Err(NoBody::LinkLeadsOut);
    }
    if !fs::metadata(&file).is_ok_and(|file| file.is_file() && file.len() <= MAX_FILE) {
        return Err(NoBody::TooLarge);
    }
    let bytes = Zeroizing::new(fs::read(&file).map_err(|_| NoBody::Missing)?);
    Ok(match std::str::from_utf8(&bytes) {
        Ok(text) => Content::Text(text.to_owned().into()),
        Err(_) => Content::Base64(base64::encoded(&bytes).into()),
    })
}
