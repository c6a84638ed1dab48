//! The door through which all output of a command passes: card data is withheld, and what steers a terminal or a build
//! server is made harmless, whatever a command printed.

use std::borrow::Cow;
use std::io::{self, Write};

use card_data::{TextForm, withhold};
use contract_core::harmless::{is_harmful, starts_command};

/// How many bytes of data are kept until a line ends, so that values over several lines are found.
const PART: usize = 1 << 20;

/// What passes through a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passing {
    /// Messages, line by line.
    Messages,
    /// Data, in large parts.
    Data {
        /// Colours may stay.
        colored: bool,
        /// The annotations of GitHub Actions may stay.
        annotated: bool,
    },
}

/// A writer in front of another one. Data reaches the other one when the door is flushed, or becomes long.
#[derive(Debug)]
pub struct Door<W: Write> {
    inner: W,
    passing: Passing,
    held: Vec<u8>,
    form: Option<TextForm>,
    has_withheld: bool,
}

impl<W: Write> Door<W> {
    /// A door in front of a writer.
    pub fn new(inner: W, passing: Passing) -> Self {
        Self { inner, passing, held: Vec::new(), form: None, has_withheld: false }
    }

    /// True if card data was withheld.
    pub fn has_withheld(&self) -> bool {
        self.has_withheld
    }

    /// Passes the first `length` bytes that are held.
    fn pass(&mut self, length: usize) -> io::Result<()> {
        let rest = self.held.split_off(length);
        let bytes = std::mem::replace(&mut self.held, rest);
        let text = String::from_utf8_lossy(&bytes);
        // All documents that commands write as JSON are objects.
        let is_json = || text.trim_start().starts_with('{') && self.passing != Passing::Messages;
        let form = *self.form.get_or_insert_with(|| if is_json() { TextForm::Json } else { TextForm::Plain });
        let shown = withhold(&text, form);
        self.has_withheld |= matches!(shown, Cow::Owned(_));
        let shown = match form {
            TextForm::Json => escaped(&shown),
            TextForm::Plain => shown.split_inclusive('\n').map(|line| self.line(line)).collect(),
        };
        self.inner.write_all(shown.as_bytes())
    }

    /// A line of text, harmless.
    fn line(&self, line: &str) -> String {
        let (colored, annotated) = match self.passing {
            Passing::Messages => (false, false),
            Passing::Data { colored, annotated } => (colored, annotated),
        };
        let start = line.len() - line.trim_start().len();
        let is_command = line[start..].starts_with("::") && !(annotated && is_annotation(line));
        let mut harmless = String::with_capacity(line.len());
        let mut before = '\0';
        for (at, c) in line.char_indices() {
            let rest = &line[at..];
            let is_ours = match c {
                '\n' | '\t' => true,
                // It keeps GitHub from calling somebody.
                '\u{200b}' => before == '@',
                '\u{1b}' => colored && is_color(rest),
                _ => !is_harmful(c),
            };
            let behind = rest[c.len_utf8()..].chars().next();
            let steers = !is_ours || starts_command(before, c, behind) || (is_command && at == start);
            harmless.push(if steers { char::REPLACEMENT_CHARACTER } else { c });
            before = c;
        }
        harmless
    }
}

impl<W: Write> Write for Door<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        let is_due = match self.passing {
            Passing::Messages => bytes.contains(&b'\n'),
            Passing::Data { .. } => self.held.len() >= PART,
        };
        if is_due && let Some(end) = self.held.iter().rposition(|byte| *byte == b'\n') {
            self.pass(end + 1)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass(self.held.len())?;
        self.inner.flush()
    }
}

/// JSON with harmful characters as escapes, which mean the same. Outside of strings there are only line breaks and
/// spaces of ours.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    let mut before = '\0';
    let mut chars = json.chars().peekable();
    while let Some(c) = chars.next() {
        let is_ours = matches!(c, '\n' | '\t' | '\r');
        if !is_ours && (is_harmful(c) || starts_command(before, c, chars.peek().copied())) {
            escaped.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            escaped.push(c);
        }
        before = c;
    }
    escaped
}

/// True for the annotations that the GitHub format writes.
fn is_annotation(line: &str) -> bool {
    ["::error ", "::warning ", "::notice "].iter().any(|command| line.starts_with(command))
}

/// True for an escape sequence that only sets colours.
fn is_color(text: &str) -> bool {
    let Some(codes) = text.strip_prefix("\u{1b}[") else { return false };
    codes.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').starts_with('m')
}
