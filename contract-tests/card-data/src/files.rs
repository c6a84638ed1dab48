//! Searches files and folders.
//!
//! A path given directly is read whatever it is: a file, a link, a pipe or a device. Files of any size are read in
//! windows of [`WINDOW`] bytes that overlap by [`OVERLAP`], so memory stays constant; an encoded run longer than
//! the overlap may be missed at a window boundary. Compressed files (gzip, Zstandard, bzip2, xz) are inflated while
//! they are read, up to [`MAX_INFLATED`] bytes.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{mem, thread};

use memchr::memchr_iter;

use super::decode::{compression, decompressed, is_compressed_ending, is_cut_magic, is_text, is_utf16};
use super::detector::Detector;
use super::finding::{Finding, Limit, Report};
use super::listing::list;
use super::printable::Printable;

/// The bytes of a file that are searched at once.
pub const WINDOW: usize = 16 << 20;
/// The bytes that consecutive windows share.
pub const OVERLAP: usize = 1 << 20;
/// The most inflated bytes of a compressed file that are searched.
pub const MAX_INFLATED: u64 = 4 << 30;

/// The bytes before a window that show the context of its first run.
const CONTEXT: usize = 64;
/// The bytes by which text is told from other content.
const SAMPLE: usize = 4 << 10;

/// The result for one file.
#[derive(Debug)]
pub struct FileReport {
    /// The path, as walked.
    pub path: PathBuf,
    /// True if the path was given, false if it was found in a folder.
    pub is_named: bool,
    /// The findings, or the error that prevented reading.
    pub outcome: io::Result<Report>,
}

/// Searches the given files and the files in the given folders. Returns one report per file, ordered by path.
///
/// A path that cannot be read yields a report with an error, so that nothing is skipped silently.
#[must_use]
pub fn search_paths(detector: &Detector, paths: &[PathBuf]) -> Vec<FileReport> {
    let mut found = Vec::new();
    let mut named = HashSet::new();
    let mut reports = Vec::new();
    for root in paths {
        // Paths given directly are followed if they are links, and read as streams if they are pipes or
        // devices.
        match fs::metadata(root) {
            Ok(kind) if kind.is_dir() => {
                let listing = list(root);
                found.extend(listing.files);
                reports.extend(listing.unreadable.into_iter().map(|(path, error)| unread(path, error)));
            }
            Ok(_) => {
                named.insert(root.clone());
                found.push(root.clone());
            }
            Err(error) => reports.push(unread(root.clone(), error)),
        }
    }
    found.sort();
    found.dedup();
    reports.extend(search_files(detector, &found, &named));
    reports
}

fn unread(path: PathBuf, error: io::Error) -> FileReport {
    FileReport { path, is_named: true, outcome: Err(error) }
}

/// Distributes files over threads and returns the reports in order.
fn search_files(detector: &Detector, paths: &[PathBuf], named: &HashSet<PathBuf>) -> Vec<FileReport> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some((index, path)) = take(&next, paths) {
            let (is_named, outcome) = (named.contains(path), search_file(detector, path));
            done.push((index, FileReport { path: path.clone(), is_named, outcome }));
        }
        done
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(paths.len().max(1));
    let mut reports: Vec<(usize, FileReport)> = thread::scope(|scope| {
        let workers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut reports = work();
        for worker in workers {
            match worker.join() {
                Ok(done) => reports.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        reports
    });
    reports.sort_by_key(|(index, _)| *index);
    reports.into_iter().map(|(_, report)| report).collect()
}

fn take<'p>(next: &AtomicUsize, paths: &'p [PathBuf]) -> Option<(usize, &'p PathBuf)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    paths.get(index).map(|path| (index, path))
}

/// Searches a file of any size.
///
/// # Errors
///
/// The file cannot be opened or read to its end, or is compressed and damaged.
pub fn search_file(detector: &Detector, path: &Path) -> io::Result<Report> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let is_compressed = ending.is_some_and(is_compressed_ending);
    search(detector, File::open(path)?, is_compressed)
}

/// Searches everything a reader yields.
///
/// # Errors
///
/// The reader fails, or what it yields is compressed and damaged.
pub fn search_reader(detector: &Detector, reader: impl Read) -> io::Result<Report> {
    search(detector, reader, false)
}

/// `is_compressed` tells what the name of a file promises.
fn search(detector: &Detector, mut reader: impl Read, is_compressed: bool) -> io::Result<Report> {
    let mut head = Vec::new();
    reader.by_ref().take(SAMPLE as u64).read_to_end(&mut head)?;
    let Some(compression) = compression(&head) else {
        // One byte alone may be anything.
        let is_cut = is_cut_magic(&head) && (is_compressed || head.len() > 1);
        if is_cut || is_compressed && !is_plain(&head) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the compressed content is damaged"));
        }
        return search_windows(detector, head.chain(reader));
    };
    let mut whole = Printable::new(head.chain(reader));
    let mut inflated = decompressed(compression, &mut whole)?.take(MAX_INFLATED);
    let mut report = search_windows(detector, &mut inflated)?;
    if inflated.limit() == 0 {
        report.cut_short.get_or_insert(Limit::DecodedBytes);
    }
    drop(inflated);
    for finding in &mut report.findings {
        finding.path.insert(0, compression);
        (finding.offset, finding.line, finding.column) = (0, 1, 1);
    }
    let beside = detector.search(&whole.texts());
    report.cut_short = report.cut_short.or(beside.cut_short);
    for mut finding in beside.findings {
        (finding.offset, finding.line, finding.column) = (0, 1, 1);
        report.findings.push(finding);
    }
    Ok(report)
}

/// True for the start of text. Whoever sends a compressed file may have unpacked it on the way.
fn is_plain(head: &[u8]) -> bool {
    let mut end = head.len();
    // A character may be cut off.
    while head.len() == SAMPLE && end > SAMPLE - 4 && !is_text(&head[..end]) {
        end -= 1;
    }
    !head.is_empty() && (is_text(&head[..end]) || is_utf16(head))
}

fn search_windows(detector: &Detector, mut reader: impl Read) -> io::Result<Report> {
    let mut report = Report::default();
    let mut window = Vec::new();
    let mut before = Position::default();
    let mut placed = HashSet::new();
    loop {
        let room = WINDOW.saturating_sub(window.len()) as u64;
        let context = if before.offset == 0 { 0 } else { CONTEXT };
        let last = (reader.by_ref().take(room).read_to_end(&mut window)? as u64) < room;
        let (found, open_stream) = detector.search_part(&window);
        report.cut_short = report.cut_short.or(found.cut_short);
        report.sealed = report.sealed.or(found.sealed);
        let end = if last { window.len() } else { window.len() - OVERLAP };
        // The next window contains streams that start after `end` from their start, but not those that start
        // earlier.
        if !last && open_stream.is_some_and(|start| start < end) {
            report.cut_short.get_or_insert(Limit::Window);
        }
        for finding in found.findings.into_iter().filter(|finding| finding.offset < end || last) {
            // The previous window has searched the context, but may have seen only the start of an encoded
            // run.
            let is_new = finding.offset >= context || !finding.path.is_empty();
            let (class, offset) = (finding.class, finding.offset + before.offset);
            if is_new && placed.insert((class, offset)) {
                report.findings.push(before.to_file_position(finding));
            }
        }
        if last {
            return Ok(report);
        }
        let kept = window.split_off(end - CONTEXT);
        before.advance(&mem::replace(&mut window, kept));
    }
}

/// The position of the window in the file.
#[derive(Default)]
struct Position {
    offset: usize,
    lines: usize,
    columns: usize,
}

impl Position {
    fn advance(&mut self, bytes: &[u8]) {
        self.offset += bytes.len();
        let mut line_start = 0;
        for newline in memchr_iter(b'\n', bytes) {
            self.lines += 1;
            self.columns = 0;
            line_start = newline + 1;
        }
        self.columns += bytes[line_start..].iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
    }

    fn to_file_position(&self, mut finding: Finding) -> Finding {
        if finding.line == 1 {
            finding.column += self.columns;
        }
        finding.line += self.lines;
        finding.offset += self.offset;
        finding
    }
}
