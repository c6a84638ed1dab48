//! Scrubs forms in parts (`multipart/form-data`): each part by its place, like a field.

use super::body::NameRole;
use super::form::FieldName;
use super::media_type;
use super::place::Place;
use super::scalar::Scalar;
use super::scrubber::Scrubber;
use contract_core::exchange::{FormPart, Malformed, form_parts};
use contract_core::json::{Kind, Tape};
use contract_core::spec::{Content, Step, essence, is_json};

/// What separates the parts of a recording.
const DELIMITER: &str = "--invented-boundary";

/// Replaces the content and the name of a file.
const FILE: &str = "invented";

/// The longest file that is replaced by a text like it where the document says how long it has to be, in bytes.
const MAX_FILE: usize = 64 * 1024;

impl Scrubber<'_> {
    /// Scrubs a form in parts. Of the headers of parts, their names and media types are kept, as names and media types
    /// elsewhere. A body that can't be taken apart is replaced as a whole.
    pub(super) fn multipart(
        &mut self,
        pointer: &str,
        body: &[u8],
        media_type: &str,
        (content, place): (Option<&Content>, &Place<'_>),
    ) -> String {
        let parts = match form_parts(body, media_type) {
            Ok(parts) => parts,
            Err(malformed) => return self.in_one_piece(pointer, malformed),
        };
        self.shape.note(pointer, "multipart", None);
        let mut written = String::new();
        for part in &parts {
            let part = self.part(pointer, part, (content, place));
            written.push_str(DELIMITER);
            written.push_str("\r\n");
            written.push_str(&part);
            written.push_str("\r\n");
        }
        if written.matches(DELIMITER).count() != parts.len() {
            // A listed value of the document holds the delimiter.
            return self.in_one_piece(pointer, Malformed::BoundaryMissing);
        }
        format!("{written}{DELIMITER}--\r\n")
    }

    /// What stands for a body without parts: a text in which the same is wrong.
    fn in_one_piece(&mut self, pointer: &str, malformed: Malformed) -> String {
        self.shape.note(pointer, malformed.into(), None);
        self.without_parts = Some((pointer.to_owned(), malformed));
        match malformed {
            Malformed::BoundaryMissing => FILE.to_owned(),
            Malformed::HeadersUnended => format!("{DELIMITER}\r\n{FILE}"),
            Malformed::NameMissing => format!("{DELIMITER}\r\n\r\n{FILE}"),
        }
    }

    /// Scrubs a part, with its headers.
    fn part(
        &mut self,
        pointer: &str,
        part: &FormPart<'_>,
        (content, place): (Option<&Content>, &Place<'_>),
    ) -> String {
        let field = self.field_name(&part.name, NameRole::Label, place);
        let pointer = format!("{pointer}/{}", if field.kept == part.name { &part.name } else { "*" });
        let encodings = content.into_iter().flat_map(|content| &content.encoding);
        let mut declared = encodings.filter(|encoding| encoding.name == *part.name);
        let declared = declared.find_map(|encoding| encoding.content_type.as_deref());
        self.enter_field(&field);
        let invented = self.part_content(&pointer, (part, declared), &field);
        self.leave_field(&field);
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", field.kept.replace('"', "%22"));
        if part.is_file {
            head.push_str("; filename=\"");
            head.push_str(FILE);
            head.push('"');
        }
        if let Some(own) = part.content_type {
            head.push_str("\r\nContent-Type: ");
            head.push_str(&media_type::scrubbed(own, self.spec));
        }
        format!("{head}\r\n\r\n{invented}")
    }

    /// The content of a part: JSON if its media type says so, a file, or a text like that of a field.
    fn part_content(
        &mut self,
        pointer: &str,
        (part, declared): (&FormPart<'_>, Option<&str>),
        field: &FieldName<'_>,
    ) -> String {
        let text = std::str::from_utf8(part.body).ok();
        let mut tape = Tape::new();
        let is_json = part.content_type.or(declared).is_some_and(is_json);
        if let Some(document) = text.filter(|_| is_json).and_then(|text| tape.parse(text).ok()) {
            return self.value(pointer, &part.name, document.root(), &field.place).compact();
        }
        let is_text = part.content_type.is_none_or(|own| essence(own).starts_with("text/") || is_json);
        match text.filter(|_| is_text && !part.is_file) {
            Some(text) => self.field_value(pointer, &part.name, text, &field.place),
            None => self.file(pointer, part, &field.place),
        }
    }

    /// Replaces a file.
    fn file(&mut self, pointer: &str, part: &FormPart<'_>, place: &Place<'_>) -> String {
        self.shape.note(pointer, "file", None);
        let place = if place.declares(Kind::Array) { place.below(Step::Item) } else { place.clone() };
        let real = String::from_utf8_lossy(part.body);
        if place.judges_strings_alike(&real, FILE) {
            self.ledger.add();
            return FILE.to_owned();
        }
        let is_short = part.body.len() <= MAX_FILE;
        let scalar = Scalar { place: &place, pointer, name: &part.name };
        if is_short {
            return self.invented_text(&scalar, false, &real);
        }
        self.misfits.push(pointer.to_owned());
        FILE.to_owned()
    }
}
