//! Tells what a stream holds by its start.

use std::io;

use strum::VariantArray as _;

use super::compression::plain_name;
use super::format::{Ending, TrafficFormat};
use super::frame::Frame;
use super::reader::MAX_EXCHANGE_BYTES;
use super::window::Window;

/// How far ahead a stream is looked at.
pub(super) const LOOK_AHEAD: usize = 1 << 20;

/// Is a stream of a format?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// More of it has to be seen.
    NotYet,
}

/// The start of a stream, as far as it was seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start<'a> {
    /// What was seen, from the first byte that is not white space.
    pub(super) bytes: &'a [u8],
    /// How far the first JSON value goes.
    pub(super) extent: Extent,
    /// What the name of the file says.
    pub(super) name: Name,
}

/// How far the first JSON value of a stream goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Not known yet.
    Unknown,
    /// Over several lines.
    Lines,
    /// It ends on its line; what comes after it is not known yet.
    Line,
    /// It ends on its line, and more follows.
    LineOfMany,
    /// It ends on its line, and nothing follows.
    OnlyLine,
}

/// What the name of a file says about its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// Nothing, or there is none.
    Silent,
    /// The format has the ending to itself.
    Sure(TrafficFormat),
    /// Several formats share the ending.
    Shared(&'static str),
}

impl Name {
    /// What a name says, in any case, also that of a compressed file.
    pub(super) fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        let Some((_, ending)) = plain_name(&name).rsplit_once('.') else { return Self::Silent };
        let rows = TrafficFormat::VARIANTS.iter().flat_map(|format| {
            format.row().endings.iter().filter(|known| known.text() == ending).map(|known| (*format, *known))
        });
        let said = rows.map(|(format, known)| match known {
            Ending::Own(_) => Self::Sure(format),
            Ending::Shared(text) => Self::Shared(text),
        });
        said.into_iter().next().unwrap_or(Self::Silent)
    }

    /// May a file of this name be of the format?
    pub(super) fn allows(self, format: TrafficFormat) -> bool {
        match self {
            Self::Silent => false,
            Self::Sure(known) => known == format,
            Self::Shared(ending) => format.endings().any(|known| known == ending),
        }
    }
}

/// The format of a stream. A byte order mark at its start is passed.
pub(super) fn format(window: &mut Window, name: Name) -> io::Result<TrafficFormat> {
    pass_mark(window)?;
    let most = match name {
        Name::Sure(format) => return Ok(format),
        // One exchange alone in its file is held as a whole anyway.
        Name::Shared(_) => MAX_EXCHANGE_BYTES,
        Name::Silent => LOOK_AHEAD,
    };
    let mut follower = Follower::default();
    loop {
        let start = follower.start(window.view(), name);
        if let Some(format) = recognized(&start) {
            return Ok(format);
        }
        if window.view().len() > most {
            return Ok(best(&start));
        }
        if !window.more()? {
            return Ok(best(&follower.end(window.view(), name)));
        }
    }
}

/// The first format that matches, unless one before it needs to see more.
fn recognized(start: &Start<'_>) -> Option<TrafficFormat> {
    for format in TrafficFormat::VARIANTS {
        match (format.row().recognizes)(start) {
            Match::Yes => return Some(*format),
            Match::No => {}
            Match::NotYet => return None,
        }
    }
    Some(TrafficFormat::default())
}

/// The format where no more can be seen.
fn best(start: &Start<'_>) -> TrafficFormat {
    let is_sure = |format: &&TrafficFormat| (format.row().recognizes)(start) == Match::Yes;
    TrafficFormat::VARIANTS.iter().find(is_sure).copied().unwrap_or_default()
}

fn pass_mark(window: &mut Window) -> io::Result<()> {
    while window.view().len() < 3 && window.more()? {}
    if window.view().starts_with(b"\xef\xbb\xbf") {
        window.pass(3);
    }
    Ok(())
}

/// Follows the first value while more of the stream comes into view.
#[derive(Debug, Default)]
struct Follower {
    frame: Frame,
    /// How much of the view was followed.
    fed: usize,
    /// Where the value ends.
    end: Option<usize>,
    has_line_break: bool,
}

impl Follower {
    fn start<'v>(&mut self, view: &'v [u8], name: Name) -> Start<'v> {
        self.follow(view);
        self.told(view, name)
    }

    /// What is known where the stream has ended.
    fn end<'v>(&mut self, view: &'v [u8], name: Name) -> Start<'v> {
        let mut start = self.start(view, name);
        if start.extent == Extent::Line {
            start.extent = Extent::OnlyLine;
        }
        start
    }

    fn follow(&mut self, view: &[u8]) {
        if self.fed == 0 {
            self.fed = view.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
        }
        let new = view.get(self.fed..).unwrap_or_default();
        if self.end.is_some() || new.is_empty() || view.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        let length = self.frame.feed(new);
        let followed = new.get(..length.unwrap_or(new.len())).unwrap_or_default();
        self.has_line_break |= memchr::memchr(b'\n', followed).is_some();
        self.end = length.map(|length| self.fed + length);
        self.fed += followed.len();
    }

    fn told<'v>(&self, view: &'v [u8], name: Name) -> Start<'v> {
        let rest = self.end.and_then(|end| view.get(end..));
        let extent = match rest {
            _ if self.has_line_break => Extent::Lines,
            None => Extent::Unknown,
            Some(rest) if rest.iter().all(u8::is_ascii_whitespace) => Extent::Line,
            Some(_) => Extent::LineOfMany,
        };
        Start { bytes: view.trim_ascii_start(), extent, name }
    }
}
