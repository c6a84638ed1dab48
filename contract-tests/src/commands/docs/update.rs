//! `docs lock`, `status`, `diff` and `apply`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::DocsError;
use super::address::Addresses;
use super::args::{ApplyArgs, DiffArgs, LockArgs, StatusArgs};
use super::project::{
    bindings, is_url, known, lock as locked, lock_path, page_set, project, read, reread, write_whole,
};
use crate::exit::Exit;
use crate::output::ResultFormat;
use crate::output::unless_gone;
use contract_core::shown::holds_card_data;
use contract_core::spec::{FileIndex, Spec};
use contract_docs::model::Claim;
use contract_docs::{
    DiffReport, Edit, LineChange, Lock, LockedPage, PageClaims, PageSet, PageSource, READER_VERSION, Side,
    UnreadChange, advise, apply as edited, diff as compared, diff_json, diff_text, fingerprint_of,
    name_operations, text_changes,
};

/// Writes the lock atomically.
pub(super) fn lock(args: &LockArgs, log: &mut dyn Write) -> Result<Exit, DocsError> {
    let project = project()?;
    let mut pages =
        if args.paths.is_empty() { reread(&locked(args.lock.as_ref())?)? } else { read(&args.paths)? };
    let mut given = Addresses::read(&args.address)?;
    for (source, _) in &mut pages {
        source.address = match (given.of(&source.name), &project) {
            (Some(url), _) => url,
            (None, _) if is_url(&source.address) || args.paths.is_empty() => continue,
            (None, Some(project)) => from_root(source, &project.root).unwrap_or_default(),
            (None, None) => from_root(source, &std::env::current_dir()?).unwrap_or_default(),
        };
    }
    given.refuse_unused()?;
    let path = lock_path(args.lock.as_ref())?;
    let before = fs::read_to_string(&path).ok().and_then(|text| Lock::parse(&text, "").ok());
    let lock = Lock::of(&pages, before.as_ref())?;
    let text = lock.to_string();
    if let Some(line) = first_line_with_card_data(&text) {
        writeln!(
            log,
            "error: line {line} of the lock would hold card data; nothing was written\n  help: remove it from the \
             page, `cartevo-contract scan` shows where it is"
        )?;
        return Ok(Exit::CardData);
    }
    write_whole(&path, &text)?;
    let claims: usize = lock.pages.iter().map(|page| page.claims.len()).sum();
    writeln!(
        log,
        "wrote {}: {} pages, {claims} claims",
        contract_core::harmless::path(&path),
        lock.pages.len()
    )?;
    let empty = nothing_read(&pages);
    for page in &empty {
        writeln!(log, "{page}: nothing was read: the page has no claim in the lock")?;
    }
    Ok(if empty.is_empty() { Exit::Clean } else { Exit::Unusable })
}

/// The first line in which card data is found, from 1. A lock is kept in a repository, so it has none.
fn first_line_with_card_data(text: &str) -> Option<usize> {
    card_data::Detector::default().search(text.as_bytes()).findings.first().map(|finding| finding.line)
}

/// The path of a page relative to a folder, if it is inside. Other paths are valid on this machine only and
/// are not stored.
fn from_root(source: &PageSource, root: &Path) -> Option<String> {
    let path = fs::canonicalize(&source.address).ok()?;
    let inside = path.strip_prefix(fs::canonicalize(root).ok()?).ok()?;
    Some(inside.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
}

/// Reports whether the lock is up to date. It is if only the wording of a page changed and no claim did.
pub(super) fn status(args: &StatusArgs, out: &mut dyn Write) -> Result<Exit, DocsError> {
    let lock = locked(args.lock.as_ref())?;
    let pages = if args.paths.is_empty() { reread(&lock)? } else { read(&args.paths)? };
    let report = against_lock(&lock, &pages);
    let mut exit = Exit::Clean;
    let mut lines = Vec::new();
    if lock.reader != READER_VERSION {
        lines.push(format!(
            "the lock was written by reader version {}; this is reader version {READER_VERSION}",
            lock.reader
        ));
        exit = Exit::StaleLock;
    }
    for line in pages.iter().flat_map(|(_, page)| &page.unexplained) {
        lines.push(format!("{}:{}: cannot parse this line: {}", line.page, line.line, line.why));
        exit = exit.or(Exit::Unusable);
    }
    let diff = &report.diff;
    if !diff.is_empty() || !diff.pages_added.is_empty() || !diff.pages_removed.is_empty() {
        let counts = [
            ("added", diff.added.len()),
            ("removed", diff.removed.len()),
            ("changed", diff.changed.len()),
            ("moved", diff.moved.len()),
        ];
        let counts: Vec<String> =
            counts.iter().map(|(what, count)| format!("{count} claims {what}")).collect();
        lines.push(format!("docs.lock is stale: {}", counts.join(", ")));
        lines.push(
            "  see `cartevo-contract docs diff PAGE`, then write it again with `cartevo-contract docs lock`"
                .to_owned(),
        );
        exit = exit.or(Exit::StaleLock);
    }
    for page in &report.nothing_read {
        lines.push(format!("{page}: nothing was read: the page has no claim"));
        exit = exit.or(Exit::Unusable);
    }
    for change in &report.unread {
        lines.push(format!("{}: {}; read it yourself", change.page, change.why));
        if exit == Exit::Clean {
            exit = Exit::Unusable;
        }
    }
    for page in &report.cosmetic_pages {
        lines.push(format!("{page}: the wording changed, but no claim did"));
    }
    if exit == Exit::Clean {
        lines.push(format!("docs.lock is up to date: {} pages", lock.pages.len()));
    }
    unless_gone(lines.iter().try_for_each(|line| writeln!(out, "{}", contract_docs::shown(line))))?;
    Ok(exit)
}

/// Reports what changed. The exit is clean if no claim changed.
pub(super) fn diff(args: &DiffArgs, out: &mut dyn Write) -> Result<Exit, DocsError> {
    let (report, _) = report(args)?;
    let written = match args.format {
        ResultFormat::Text => diff_text(&report, out),
        ResultFormat::Json => diff_json(&report, out),
    };
    unless_gone(written)?;
    let changed = !report.diff.is_empty()
        || !report.diff.pages_added.is_empty()
        || !report.diff.pages_removed.is_empty();
    Ok(match (changed, report.unread.is_empty()) {
        _ if !report.nothing_read.is_empty() => Exit::Unusable,
        (true, _) => Exit::Findings,
        (false, false) => Exit::Unusable,
        (false, true) => Exit::Clean,
    })
}

/// Applies edits and writes the spec if it still compiles.
pub(super) fn apply(args: &ApplyArgs, log: &mut dyn Write) -> Result<Exit, DocsError> {
    let (report, known) = report(&args.diff)?;
    let (Some(spec), Some(path)) = (&known.spec, &known.spec_path) else { return Err(DocsError::NoSpec) };
    let mut edits: Vec<(FileIndex, Edit)> = Vec::new();
    for take in &args.take {
        let none = || DocsError::NoSuchEdit { take: contract_docs::shown(take) };
        let (fingerprint, number) = take.split_once('=').unwrap_or((take, "1"));
        let advice =
            report.advice.iter().find(|advice| fingerprint_of(advice) == fingerprint).ok_or_else(none)?;
        let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)).ok_or_else(none)?;
        let edit = advice.patches.get(index).ok_or_else(none)?;
        writeln!(log, "{}:{}: {}", spec.files.name(edit.file), edit.line, edit.title)?;
        edits.extend(edit.edits.iter().map(|one| (edit.file, one.clone())));
    }
    for (file, text) in edited(spec, &edits)? {
        let path = path_of(file, spec, path);
        // Edits have texts of pages, and a file does not pass the door of the output.
        if holds_card_data(&text) && !holds_card_data(spec.files.text(file)) {
            return Err(DocsError::CardData { path });
        }
        write_whole(&path, &text)?;
        writeln!(
            log,
            "wrote {}; run `cartevo-contract check` before you regenerate the bindings",
            contract_core::harmless::path(&path)
        )?;
    }
    Ok(Exit::Clean)
}

/// The path of a file of the spec, whose document is at `document`.
fn path_of(file: FileIndex, spec: &Spec, document: &Path) -> PathBuf {
    match spec.files.get(file).filter(|_| file != FileIndex::DOCUMENT) {
        Some(other) => document.with_file_name(&other.path),
        None => document.to_owned(),
    }
}

fn report(args: &DiffArgs) -> Result<(DiffReport, super::project::Known), DocsError> {
    let known = known(&args.about)?;
    let mut report = match args.paths.as_slice() {
        [old, new] => {
            let (mut old, new) = (read(std::slice::from_ref(old))?, read(std::slice::from_ref(new))?);
            same_page(&mut old, &new);
            let mut report = between(&old, &new);
            changed_lines(&mut report, &old, &new);
            report.nothing_read = nothing_read(&new);
            report
        }
        paths => {
            let lock = locked(args.lock.as_ref())?;
            let pages = if paths.is_empty() { reread(&lock)? } else { read(paths)? };
            against_lock(&lock, &pages)
        }
    };
    if let Some(spec) = &known.spec {
        for claims in [&mut report.diff.added, &mut report.diff.removed] {
            name_operations(claims, spec);
        }
        for changed in &mut report.diff.changed {
            name_operations(std::slice::from_mut(&mut changed.before), spec);
            name_operations(std::slice::from_mut(&mut changed.after), spec);
        }
    }
    report.advice = advise(&report.diff, known.spec.as_ref(), bindings(args.bindings.as_ref())?.as_ref());
    Ok((report, known))
}

/// Treats two single files given as old and new as one page, regardless of their names.
fn same_page(old: &mut [(PageSource, PageClaims)], new: &[(PageSource, PageClaims)]) {
    if let ([(source, page)], [(_, named)]) = (old, new) {
        source.name.clone_from(&named.page);
        page.page.clone_from(&named.page);
        for claim in &mut page.claims {
            let number = claim.id.rsplit('#').next().unwrap_or_default().to_owned();
            claim.id = format!("{}#{number}", named.page);
            claim.page.clone_from(&named.page);
        }
    }
}

fn between(old: &[(PageSource, PageClaims)], new: &[(PageSource, PageClaims)]) -> DiffReport {
    let (mut old, new) = (page_set(old), page_set(new));
    // The texts are given, so addresses do not matter.
    for (name, (address, _)) in &mut old.pages {
        if let Some((known, _)) = new.pages.get(name) {
            address.clone_from(known);
        }
    }
    DiffReport {
        diff: compared(&old, &new),
        advice: Vec::new(),
        cosmetic: Vec::new(),
        cosmetic_pages: Vec::new(),
        unread: Vec::new(),
        nothing_read: Vec::new(),
        reader_changed: false,
    }
}

fn against_lock(lock: &Lock, pages: &[(PageSource, PageClaims)]) -> DiffReport {
    let mut new = page_set(pages);
    let locked = lock
        .pages
        .iter()
        .map(|page| (page.name.clone(), (page.address.clone().unwrap_or_default(), page.claims.clone())));
    let mut old = PageSet { pages: locked.collect(), words: BTreeMap::new() };
    // Pages are compared by name; the folder of a copy is not the vendor's address.
    for (name, (address, _)) in &mut new.pages {
        if let Some((known, _)) = old.pages.get(name) {
            address.clone_from(known);
        }
    }
    // A single page is compared only with itself.
    if pages.len() < lock.pages.len() && pages.iter().all(|(_, page)| old.pages.contains_key(&page.page)) {
        old.pages.retain(|name, _| new.pages.contains_key(name));
    }
    let diff = compared(&old, &new);
    let touched: BTreeSet<&str> = diff
        .added
        .iter()
        .chain(&diff.removed)
        .map(|claim| claim.page.as_str())
        .chain(diff.changed.iter().map(|changed| changed.after.page.as_str()))
        .collect();
    let known: BTreeMap<&str, &LockedPage> =
        lock.pages.iter().map(|page| (page.name.as_str(), page)).collect();
    let mut report = DiffReport {
        diff: diff.clone(),
        advice: Vec::new(),
        cosmetic: Vec::new(),
        cosmetic_pages: Vec::new(),
        unread: Vec::new(),
        nothing_read: nothing_read(pages),
        reader_changed: lock.reader != READER_VERSION,
    };
    for (_, page) in pages {
        let Some(locked) = known.get(page.page.as_str()).filter(|locked| locked.hash != page.hash) else {
            continue;
        };
        let is_touched = touched.contains(page.page.as_str());
        match why_unread(locked, page, is_touched) {
            Some(why) => report.unread.push(UnreadChange {
                page: page.page.clone(),
                line: None,
                kind: LineChange::Reworded,
                why: why.to_owned(),
            }),
            None if !is_touched => report.cosmetic_pages.push(page.page.clone()),
            None => {}
        }
    }
    report
}

/// Why a page whose text changed may state something else than its claims, as far as a lock can tell.
fn why_unread(locked: &LockedPage, page: &PageClaims, is_touched: bool) -> Option<&'static str> {
    let Some(prints) = &locked.prints else {
        return (!is_touched).then_some("the lock is too old to tell which lines changed");
    };
    if prints.unread != page.prints.unread {
        return Some("lines that were not understood changed");
    }
    let words = !is_touched && prints.words != page.prints.words;
    words.then_some("words beside claims changed that were not understood")
}

fn nothing_read(pages: &[(PageSource, PageClaims)]) -> Vec<String> {
    // A page that its server reports as unchanged was not read again.
    let again = pages.iter().map(|(_, page)| page).filter(|page| !page.hash.is_empty());
    again.filter(|page| page.nothing_read()).map(|page| page.page.clone()).collect()
}

/// Adds the changed lines that affect no claim.
fn changed_lines(
    report: &mut DiffReport,
    old: &[(PageSource, PageClaims)],
    new: &[(PageSource, PageClaims)],
) {
    for (_, page) in new {
        let Some((_, before)) = old.iter().find(|(_, known)| known.page == page.page) else { continue };
        let numbers = |claims: &mut dyn Iterator<Item = &Claim>| -> BTreeSet<String> {
            let own = claims.filter(|claim| claim.page == page.page);
            own.map(|claim| claim.id.rsplit('#').next().unwrap_or_default().to_owned()).collect()
        };
        let diff = &report.diff;
        let gone = numbers(
            &mut diff
                .removed
                .iter()
                .chain(diff.changed.iter().map(|changed| &changed.before))
                .chain(diff.moved.iter().map(|moved| &moved.before)),
        );
        let come = numbers(
            &mut diff
                .added
                .iter()
                .chain(diff.changed.iter().map(|changed| &changed.after))
                .chain(diff.moved.iter().map(|moved| &moved.after)),
        );
        let (old, new) =
            (Side { lines: &before.lines, touched: &gone }, Side { lines: &page.lines, touched: &come });
        let (cosmetic, unread) = text_changes(&page.page, old, new);
        report.cosmetic.extend(cosmetic);
        report.unread.extend(unread);
    }
}
