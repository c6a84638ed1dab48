//! Detects the format of a stream by its start.

use strum::VariantArray as _;

use super::compression::plain_name;
use super::format::{Ending, TrafficFormat};
use super::frame::Frame;
use super::outline::Outline;
use super::reader::MAX_EXCHANGE_BYTES;
use super::window::Window;

/// The maximum number of bytes to look ahead.
pub(super) const LOOK_AHEAD: usize = 1 << 20;

/// Whether a stream has a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// It has the format.
    Yes,
    /// It does not have the format.
    No,
    /// More of the stream is needed to decide.
    NotYet,
}

/// The start of a stream, as far as it was read.
#[derive(Clone, Copy)]
pub(super) struct Start<'a> {
    /// The bytes from the first one that is not white space.
    pub(super) bytes: &'a [u8],
    /// The extent of the first JSON value.
    pub(super) extent: Extent,
    /// What the file name shows.
    pub(super) name: Name,
    /// The top-level members.
    pub(super) outline: &'a Outline,
}

impl Start<'_> {
    /// Whether the stream is a JSON object with an outline that fits.
    pub(super) fn is_json_with(&self, fits: impl Fn(&Outline) -> bool) -> Match {
        let outline = self.outline;
        match outline.is_list || outline.is_yaml {
            true => Match::No,
            false if fits(outline) => Match::Yes,
            false => outline.otherwise(),
        }
    }
}

/// The extent of the first JSON value of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Not yet known.
    Unknown,
    /// Several lines.
    Lines,
    /// One line; it is not yet known whether more follows.
    Line,
    /// One line, and more follows.
    LineOfMany,
    /// One line, and nothing follows.
    OnlyLine,
}

/// What a file name shows about its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// Nothing, or there is no name.
    Silent,
    /// Only this format has the extension.
    Sure(TrafficFormat),
    /// Several formats have the extension.
    Shared(&'static str),
}

impl Name {
    /// Evaluates a name, ignoring case and the extension of a compression.
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

    /// True if a file with this name may have the format.
    pub(super) fn allows(self, format: TrafficFormat) -> bool {
        match self {
            Self::Silent => false,
            Self::Sure(known) => known == format,
            Self::Shared(ending) => format.endings().any(|known| known == ending),
        }
    }
}

/// The format of a stream, by what of it can be read; `None` if its name leaves several and its content is none of them.
/// Skips a byte order mark.
///
/// A read error only ends the look ahead: what was read before it counts, and the window reports it again to
/// whoever reads on.
pub(super) fn format(window: &mut Window, name: Name) -> Option<TrafficFormat> {
    pass_mark(window);
    let most = match name {
        Name::Sure(format) => return Some(format),
        // A single exchange in a file is kept in memory as a whole anyway.
        Name::Shared(_) => MAX_EXCHANGE_BYTES,
        Name::Silent => LOOK_AHEAD,
    };
    let mut follower = Follower::default();
    loop {
        if let Decision::Format(decided) = recognized(&follower.start(window.view(), name)) {
            return decided;
        }
        let is_open = window.view().len() <= most;
        match window.more() {
            Ok(true) if is_open => {}
            Ok(false) if is_open => return best(&follower.end(window.view(), name)),
            _ => return best(&follower.cut_off(window.view(), name)),
        }
    }
}

/// What the start of a stream says.
enum Decision {
    /// It is of this format, or of none.
    Format(Option<TrafficFormat>),
    /// A format needs more of the stream.
    NotYet,
}

/// The first format that matches, unless an earlier one needs more of the stream.
fn recognized(start: &Start<'_>) -> Decision {
    for format in candidates(start.name) {
        match (format.row().recognizes)(start) {
            Match::Yes => return Decision::Format(Some(format)),
            Match::No => {}
            Match::NotYet => return Decision::NotYet,
        }
    }
    Decision::Format(None)
}

/// The format if no more can be read.
fn best(start: &Start<'_>) -> Option<TrafficFormat> {
    candidates(start.name).find(|format| (format.row().recognizes)(start) == Match::Yes)
}

/// The formats that a file of this name may have.
fn candidates(name: Name) -> impl Iterator<Item = TrafficFormat> {
    TrafficFormat::VARIANTS.iter().copied().filter(move |format| name == Name::Silent || name.allows(*format))
}

fn pass_mark(window: &mut Window) {
    while window.view().len() < 3 && matches!(window.more(), Ok(true)) {}
    if window.view().starts_with(b"\xef\xbb\xbf") {
        window.pass(3);
    }
}

/// Follows the first value as more of the stream is read.
#[derive(Default)]
struct Follower {
    outline: Outline,
    /// The length of the view that the outline is of.
    outlined: usize,
    frame: Frame,
    /// How much of the view was processed.
    fed: usize,
    /// The end of the value.
    end: Option<usize>,
    has_line_break: bool,
}

impl Follower {
    fn start<'v>(&'v mut self, view: &'v [u8], name: Name) -> Start<'v> {
        self.follow(view);
        // Every time that it has doubled, since streams may come in tiny pieces.
        if !self.outline.is_settled && view.len() >= 2 * self.outlined {
            self.outlined = view.len();
            self.outline = Outline::of(view.trim_ascii_start());
        }
        self.current(view, name)
    }

    /// The start of the stream once it has ended.
    fn end<'v>(&'v mut self, view: &'v [u8], name: Name) -> Start<'v> {
        let mut start = self.cut_off(view, name);
        if start.extent == Extent::Line {
            start.extent = Extent::OnlyLine;
        }
        start
    }

    /// The start of the stream if no more of it can be read.
    fn cut_off<'v>(&'v mut self, view: &'v [u8], name: Name) -> Start<'v> {
        self.follow(view);
        self.outline = Outline { is_settled: true, ..Outline::of(view.trim_ascii_start()) };
        self.current(view, name)
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

    fn current<'v>(&'v self, view: &'v [u8], name: Name) -> Start<'v> {
        let rest = self.end.and_then(|end| view.get(end..));
        let extent = match rest {
            _ if self.has_line_break => Extent::Lines,
            None => Extent::Unknown,
            Some(rest) if rest.iter().all(u8::is_ascii_whitespace) => Extent::Line,
            Some(_) => Extent::LineOfMany,
        };
        Start { bytes: view.trim_ascii_start(), extent, name, outline: &self.outline }
    }
}
