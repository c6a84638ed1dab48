//! The search: each layer of the bytes is searched and then decoded into further layers.

use std::collections::HashSet;

use memchr::memchr_iter;

use super::card_number::card_numbers;
use super::decode::{
    Inflated, Section, Stream, compressed_starts, compression, decode_utf16, deflate_streams, each_base32,
    each_base64, each_byte_list, each_dump, each_entity, each_escaped, each_hex, each_invisible,
    each_percent, each_printable, each_quoted_printable, each_sqlite_page, each_utf16, holds_pixels, inflate,
    is_text, is_utf16, sealed, stored_members,
};
use super::emv;
use super::finding::{Class, Encoding, Finding, Limit, Report};
use super::secret::SecretSearch;
use super::sensitive_values::SensitiveValues;

/// Limits on the work of one search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// How many layers of encoding are decoded. Data that is nested deeper is not found, and that is no
    /// error.
    pub depth: usize,
    /// How many decoded bytes are searched over all layers, in addition to 32 times the length of the input.
    pub decoded_bytes: usize,
    /// How many findings are reported.
    pub findings: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 6, decoded_bytes: 64 << 20, findings: 1000 }
    }
}

/// Decoded bytes per input byte that ordinary files may need: four alignments of base64, twice for escapes.
const DECODED_PER_BYTE: usize = 32;

/// Streams of at least this many bytes that end with the input may continue after it. Shorter ones, even in
/// an encoding with six bytes per byte, are complete in the next window.
const MIN_OPEN_STREAM: usize = 64 << 10;

/// Searches bytes for card data.
pub struct Detector {
    limits: Limits,
    secrets: SecretSearch,
}

impl Default for Detector {
    fn default() -> Self {
        Self::new(Limits::default())
    }
}

impl Detector {
    /// Creates a detector with these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, secrets: SecretSearch::new() }
    }

    /// Searches the bytes.
    #[must_use]
    pub fn search(&self, bytes: &[u8]) -> Report {
        self.run(bytes, None).0
    }

    /// Searches the bytes, also for the given sensitive values.
    #[must_use]
    pub fn search_with(&self, bytes: &[u8], sensitive: &SensitiveValues) -> Report {
        self.run(bytes, Some(sensitive)).0
    }

    /// Searches a part of a longer input. Also returns the offset of the first compressed stream that may
    /// continue after the part.
    pub(super) fn search_part(&self, bytes: &[u8]) -> (Report, Option<usize>) {
        self.run(bytes, None)
    }

    /// True for names of places that hold a card security code (`cvv`, `cardCvc2`, ...).
    #[must_use]
    pub fn is_security_code_name(&self, name: &str) -> bool {
        self.secrets.is_security_code_name(name)
    }

    /// True for names of places that hold a client key (`client_key`, `clientSecret`, ...).
    #[must_use]
    pub fn is_credential_name(&self, name: &str) -> bool {
        self.secrets.is_credential_name(name)
    }

    fn run(&self, bytes: &[u8], sensitive: Option<&SensitiveValues>) -> (Report, Option<usize>) {
        let budget = self.limits.decoded_bytes.saturating_add(bytes.len().saturating_mul(DECODED_PER_BYTE));
        let mut search = Search {
            detector: self,
            sensitive,
            budget,
            places: HashSet::new(),
            hits: Vec::new(),
            path: Vec::new(),
            cut_short: None,
            sealed: None,
            images: HashSet::new(),
            open_stream: None,
        };
        search.search_layer(bytes, &|offset| offset);
        let Search { cut_short, sealed, open_stream, hits, .. } = search;
        (Report { findings: with_lines(bytes, hits), cut_short, sealed }, open_stream)
    }
}

struct Hit {
    offset: usize,
    class: Class,
    path: Vec<Encoding>,
}

struct Search<'s> {
    detector: &'s Detector,
    sensitive: Option<&'s SensitiveValues>,
    budget: usize,
    /// A position is reported once, however many layers show it.
    places: HashSet<(Class, usize)>,
    hits: Vec<Hit>,
    path: Vec<Encoding>,
    cut_short: Option<Limit>,
    sealed: Option<&'static str>,
    /// The offsets of the pixels of images, which other layers show without what says so.
    images: HashSet<usize>,
    /// The offset of the first long stream that may continue after the input.
    open_stream: Option<usize>,
}

impl Search<'_> {
    /// Searches one layer. `place` maps its offsets to offsets of the input.
    fn search_layer(&mut self, text: &[u8], place: &dyn Fn(usize) -> usize) {
        card_numbers(text, |at| self.add_hit(Class::CardNumber, place(at)));
        emv::card_numbers(text, |at| self.add_hit(Class::CardNumber, place(at)));
        let detector = self.detector;
        detector.secrets.search(text, |class, at| self.add_hit(class, place(at)));
        if let Some(sensitive) = self.sensitive {
            sensitive.search(text, |at| self.add_hit(Class::SensitiveValue, place(at)));
        }
        if self.path.len() == detector.limits.depth {
            return;
        }
        self.sealed = self.sealed.or_else(|| sealed(text));
        if let Some(compression) = compression(text)
            && self.search_compressed(compression, text, place)
        {
            return;
        }
        for start in compressed_starts(text) {
            if let Some(compression) = compression(&text[start..]) {
                self.search_compressed(compression, &text[start..], &|at| place(start + at));
            }
        }
        for stream in deflate_streams(text) {
            self.search_deflate(&stream, text, place);
        }
        stored_members(text, |section| self.search_section(&section, place));
        each_sqlite_page(text, |section| self.search_section(&section, place));
        match decode_utf16(text) {
            Some(decoded) if self.spend(decoded.text.len()) => {
                let origin = |at| place(decoded.encoded_offset(at));
                self.in_encoding(Encoding::Utf16, |search| search.search_layer(&decoded.text, &origin));
            }
            Some(_) => {}
            None => each_utf16(text, |section| self.search_section(&section, place)),
        }
        each_escaped(text, |section| self.search_section(&section, place));
        each_invisible(text, |section| self.search_section(&section, place));
        each_percent(text, |section| self.search_section(&section, place));
        each_entity(text, |section| self.search_section(&section, place));
        each_quoted_printable(text, |section| self.search_section(&section, place));
        each_base64(text, |section| self.search_guess(&section, place));
        each_base32(text, |section| self.search_guess(&section, place));
        each_hex(text, |section| self.search_guess(&section, place));
        each_byte_list(text, |section| self.search_guess(&section, place));
        each_dump(text, |section| self.search_guess(&section, place));
    }

    /// Searches a compressed stream; true if the text is that stream and nothing else.
    fn search_compressed(
        &mut self,
        compression: Encoding,
        text: &[u8],
        place: &dyn Fn(usize) -> usize,
    ) -> bool {
        if !self.may_inflate() {
            return false;
        }
        let inflated = inflate(compression, text, self.budget);
        let damaged = inflated.damaged;
        self.search_inflated(compression, &inflated, &|_| place(0));
        !damaged
    }

    /// Searches a deflate stream, if it is one.
    fn search_deflate(&mut self, stream: &Stream, text: &[u8], place: &dyn Fn(usize) -> usize) {
        if !self.may_inflate() {
            return;
        }
        let inflated = stream.inflate(text, self.budget);
        let start = place(stream.start);
        let is_image = holds_pixels(text, stream.start) || self.images.contains(&start);
        // Grey pixels look like digits.
        if is_image && !is_text(&inflated.bytes) {
            self.images.insert(start);
            self.budget = self.budget.saturating_sub(inflated.work());
            return;
        }
        self.search_inflated(stream.encoding, &inflated, &|_| place(stream.start));
    }

    /// False if the budget is exhausted. An attempt costs work even if nothing comes out.
    fn may_inflate(&mut self) -> bool {
        if self.budget == 0 {
            self.cut_short.get_or_insert(Limit::DecodedBytes);
        }
        self.budget > 0
    }

    /// Searches the content of a stream. The bytes read count towards the budget as well, because many false
    /// starts may each read to the end.
    fn search_inflated(&mut self, encoding: Encoding, inflated: &Inflated, place: &dyn Fn(usize) -> usize) {
        if inflated.exceeds_limit {
            self.cut_short.get_or_insert(Limit::DecodedBytes);
        }
        if inflated.may_continue && inflated.read >= MIN_OPEN_STREAM {
            let start = place(0);
            self.open_stream = Some(self.open_stream.map_or(start, |first| first.min(start)));
        }
        self.budget = self.budget.saturating_sub(inflated.work());
        if !inflated.bytes.is_empty() {
            self.in_encoding(encoding, |search| search.search_layer(&inflated.bytes, place));
        }
    }

    /// Searches a section of a decoder that recognizes its encoding reliably.
    fn search_section(&mut self, section: &Section, place: &dyn Fn(usize) -> usize) {
        if !self.spend(section.bytes.len()) {
            return;
        }
        self.in_encoding(section.encoding, |search| {
            search.search_layer(&section.bytes, &|at| place(section.encoded_offset(at)));
        });
    }

    /// Searches a section of a decoder that treats every long word as encoded.
    fn search_guess(&mut self, section: &Section, place: &dyn Fn(usize) -> usize) {
        if !self.spend(section.bytes.len()) {
            return;
        }
        let origin = |at| place(section.encoded_offset(at));
        self.in_encoding(section.encoding, |search| {
            if compression(&section.bytes).is_some() || is_utf16(&section.bytes) {
                search.search_layer(&section.bytes, &origin);
                return;
            }
            if search.path.len() < search.detector.limits.depth {
                for start in compressed_starts(&section.bytes) {
                    let rest = &section.bytes[start..];
                    if let Some(compression) = compression(rest) {
                        search.search_compressed(compression, rest, &|at| origin(start + at));
                    }
                }
                for stream in deflate_streams(&section.bytes) {
                    search.search_deflate(&stream, &section.bytes, &origin);
                }
                if section.encoding == Encoding::Jwt && !section.bytes.starts_with(b"{") {
                    search.search_deflate(&Stream::bare(), &section.bytes, &origin);
                }
            }
            each_printable(&section.bytes, |start, piece| {
                search.search_layer(piece, &|at| origin(start + at));
            });
        });
    }

    fn in_encoding(&mut self, encoding: Encoding, search: impl FnOnce(&mut Self)) {
        self.path.push(encoding);
        search(self);
        self.path.pop();
    }

    /// Takes decoded bytes from the budget; false if it is exhausted.
    fn spend(&mut self, bytes: usize) -> bool {
        if let Some(left) = self.budget.checked_sub(bytes) {
            self.budget = left;
            return true;
        }
        self.budget = 0;
        self.cut_short.get_or_insert(Limit::DecodedBytes);
        false
    }

    fn add_hit(&mut self, class: Class, offset: usize) {
        if !self.places.insert((class, offset)) {
            return;
        }
        if self.hits.len() == self.detector.limits.findings {
            self.cut_short.get_or_insert(Limit::Findings);
            return;
        }
        self.hits.push(Hit { offset, class, path: self.path.clone() });
    }
}

/// Converts offsets to lines and columns in one pass.
fn with_lines(bytes: &[u8], mut hits: Vec<Hit>) -> Vec<Finding> {
    hits.sort_by_key(|hit| (hit.offset, hit.class));
    let mut counted = 0;
    let mut line = 1;
    let mut line_start = 0;
    hits.into_iter()
        .map(|Hit { offset, class, path }| {
            for newline in memchr_iter(b'\n', &bytes[counted..offset]) {
                line += 1;
                line_start = counted + newline + 1;
            }
            counted = offset;
            let column = 1 + bytes[line_start..offset].iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
            Finding { class, offset, line, column, path }
        })
        .collect()
}
