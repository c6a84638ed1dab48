//! Turns a page into claims.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::announced::Announced;
use super::bases::{end_at_titles, fold_bases};
use super::builder::{Builder, Finished, Place};
use super::headings::Sections;
use super::settle_page::settle_page;
use super::{answer, code, list, openapi, prose, table};
use crate::model::says_nothing;
use crate::model::{Claim, Grade, Location, NotClaim, PageLine, Predicate, Prints, Reading, Section, number};
use crate::page::{Block, Code, Heading, Kind, Noise};
use crate::read::{Dialect, OperationEnd};
use crate::read::{is_part, page_hash};
use crate::vocabulary::{english, is_name, whole_type};
use contract_core::harmless::one_line;

/// The maximum size of a page, in bytes.
const MAX_PAGE: usize = 8 << 20;

/// The result of reading a page.
#[derive(Debug, Clone, Serialize)]
pub struct PageClaims {
    /// The name of the page.
    pub page: String,
    /// The hash of the text of the page.
    pub hash: String,
    /// All claims, in page order.
    pub claims: Vec<Claim>,
    /// Every line that is understood as saying nothing, with the reason.
    pub not_claims: Vec<NotClaim>,
    /// Every line that was not understood, with the reason.
    pub unread: Vec<NotClaim>,
    /// Every line that could not be parsed.
    pub unexplained: Vec<NotClaim>,
    /// What became of each line.
    #[serde(skip)]
    pub lines: Vec<PageLine>,
    /// What a lock remembers of the text that is in no claim.
    #[serde(skip)]
    pub prints: Prints,
}

impl PageClaims {
    /// True if nothing was read: there is no claim, and not even prose that is understood.
    ///
    /// An empty answer and a page that a script fills in the browser are like that.
    #[must_use]
    pub fn nothing_read(&self) -> bool {
        let sentences = self.lines.iter().filter(|line| is_sentence(&line.text)).count();
        let is_prose = sentences >= 3 && self.unread.is_empty() && self.unexplained.is_empty();
        self.claims.is_empty() && !is_prose
    }

    /// What the lines of claims say beside the name and its type, by the ids of the claims: each way to read it on a line.
    pub fn words(&self) -> impl Iterator<Item = (String, String)> {
        let by_number: BTreeMap<&str, &Claim> = self
            .claims
            .iter()
            .map(|claim| (claim.id.rsplit('#').next().unwrap_or_default(), claim))
            .collect();
        let mut found = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let Reading::Claimed(claimed) = &line.reading else { continue };
            // A description may stand on the lines below.
            let below = self.lines.get(at + 1..).unwrap_or_default().iter().take(2);
            let below = below.take_while(|line| !matches!(line.reading, Reading::Claimed(_)));
            let text = std::iter::once(line).chain(below).map(|line| line.text.as_str());
            let text = text.collect::<Vec<_>>().join(" ");
            let claims = claimed.claims.iter().filter_map(|number| by_number.get(number.as_str()));
            found.extend(claims.map(|claim| (claim.id.clone(), described(&text, claim.name()))));
        }
        found.into_iter()
    }

    fn of(page: &str, hash: String, finished: Finished) -> Self {
        let Finished { claims, mut not_claims, mut unread, unexplained, lines } = finished;
        not_claims.dedup();
        unread.dedup();
        let prints = Prints::of(&lines);
        Self { page: page.to_owned(), hash, claims, not_claims, unread, unexplained, lines, prints }
    }
}

/// The words of a line without a name, and without those that many lines have.
fn described(text: &str, name: &str) -> String {
    const COMMON: &[&str] = &[
        "name",
        "type",
        "required",
        "optional",
        "string",
        "number",
        "integer",
        "boolean",
        "object",
        "array",
        "yes",
        "no",
        "true",
        "false",
        "the",
        "a",
        "of",
        "responsefield",
        "paramfield",
        "body",
        "query",
        "path",
        "header",
    ];
    let words = |rest: &str| plain_words(rest, COMMON);
    // A description may repeat the name, and change with it or not.
    format!("{}\n{}", words(&text.replacen(name, " ", 1)), words(&text.replace(name, " ")))
}

fn plain_words(rest: &str, common: &[&str]) -> String {
    let words = rest.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|word| !word.is_empty());
    let words = words.filter(|word| !common.contains(&word.to_lowercase().as_str()));
    words.collect::<Vec<_>>().join(" ")
}

fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', ':']) && text.split_whitespace().count() >= 4
}

/// Reads a page. Every line ends up in a claim, in `not_claims`, in `unread` or in `unexplained`.
#[must_use]
pub fn read_page(page: &str, text: &str, dialect: Dialect) -> PageClaims {
    let mut builder = Builder::new(page);
    if text.len() > MAX_PAGE {
        builder.unexplained(1, "the page is larger than 8 MiB and was not read");
        return PageClaims::of(page, String::new(), builder.finish(&[(1, String::new())]));
    }
    let mut blocks = dialect.blocks(text);
    fold_bases(&mut blocks, text);
    if dialect.operations() == OperationEnd::NextTitle {
        end_at_titles(&mut blocks);
    }
    let mut sections = Sections::default();
    builder.operations = named_operations(&blocks);
    builder.names_operations = !builder.operations.is_empty();
    builder.operation = only_operation(&blocks, &builder.operations);
    for (index, block) in blocks.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| blocks.get(before));
        add(&mut builder, block, (before, blocks.get(index + 1..).unwrap_or_default()), &mut sections);
    }
    settle_page(&mut builder);
    number(builder.claims_mut());
    let mut finished = builder.finish(&dialect.lines(text));
    mark_up(&mut finished, page, text);
    PageClaims::of(page, page_hash(text, dialect, &blocks), finished)
}

/// Adds the lines of a file that have no visible text.
fn mark_up(finished: &mut Finished, page: &str, text: &str) {
    let seen: BTreeSet<u32> = finished.lines.iter().map(|line| line.line).collect();
    let rest =
        (1_u32..).zip(text.lines()).filter(|(line, text)| !text.trim().is_empty() && !seen.contains(line));
    let why = Noise::Markup.title();
    finished.not_claims.extend(rest.map(|(line, _)| NotClaim {
        page: page.to_owned(),
        line,
        why: why.to_owned(),
    }));
    finished.not_claims.sort();
}

/// The operation of a page that describes only one. Text before its name belongs to it as well.
fn only_operation(blocks: &[Block], names: &[String]) -> Option<String> {
    // Where titles show the extent of operations, text belongs to them only within.
    let is_bounded =
        |block: &Block| matches!(block.kind, Kind::BeginOfOperation { .. } | Kind::EndOfOperation);
    match names {
        [name] if !blocks.iter().any(is_bounded) => Some(name.clone()),
        _ => None,
    }
}

fn named_operations(blocks: &[Block]) -> Vec<String> {
    let name = |block: &Block| match &block.kind {
        Kind::Operation { method, path } => Some(format!("{method} {}", templated(path))),
        _ => None,
    };
    blocks.iter().filter_map(name).collect::<BTreeSet<String>>().into_iter().collect()
}

/// A path with its parameters in braces: `/boats/:id` and `/boats/<id>` become `/boats/{id}`.
fn templated(path: &str) -> String {
    let part = |part: &str| {
        let angled = part.strip_prefix('<').and_then(|part| part.strip_suffix('>'));
        let name = part.strip_prefix(':').or(angled).filter(|name| !name.is_empty());
        name.map_or_else(|| part.to_owned(), |name| format!("{{{name}}}"))
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn add(
    builder: &mut Builder,
    block: &Block,
    (before, next): (Option<&Block>, &[Block]),
    sections: &mut Sections,
) {
    let lines = block.line..=block.end;
    let context = &mut sections.current;
    match &block.kind {
        Kind::Operation { method, path } => {
            let operation = format!("{method} {}", templated(path));
            if builder.operation.as_ref().is_some_and(|known| *known != operation) {
                sections.end();
            }
            builder.operation = Some(operation.clone());
            let place = place(block.line, Section::Head, Location::Operation, None);
            builder.add(&place, Predicate::Path, operation);
            builder.note_all(lines, "the rest of the operation's name");
        }
        Kind::BeginOfOperation { method, path } => {
            builder.operation = Some(format!("{method} {}", templated(path)));
            builder.query.clear();
            sections.begin();
        }
        Kind::EndOfOperation => {
            builder.operation = None;
            builder.query.clear();
            sections.end();
        }
        Kind::Heading(found) => heading(builder, block.line, found, sections),
        Kind::Container(title) => {
            if sections.enter_container(title) {
                status(builder, block.line, sections);
            }
        }
        Kind::EndOfContainer => sections.leave_container(),
        Kind::Paragraph(text) => paragraph(builder, (block, text), (before, next), sections),
        Kind::Item(text) => {
            prose::add(builder, text, block.line, context);
            if names_type(text) {
                builder.unread_rest(lines.clone(), "an item with a type that was not understood");
            }
            words(builder, text, lines);
        }
        Kind::Table(found) => {
            table::add(builder, found, block.line, &context.announcing());
            sections.take_announced(true);
            builder.note_all(lines, "a line of a table");
        }
        Kind::Field(found) => {
            list::add(builder, found, block.line, &context.announcing());
            sections.take_announced(true);
            builder.note_all(lines, "a label in a list of fields");
        }
        Kind::Code(found) => sample(builder, (block, found), before, sections),
        Kind::OpenApi(text) => {
            openapi::add(builder, text, block.line);
            for (line, text) in (block.line..).zip(text.lines()) {
                if openapi::says_nothing(text) {
                    builder.note(line, "a part of the OpenAPI document without a statement about a place");
                }
            }
            builder.unread_rest(lines, "a part of the OpenAPI document that was not understood");
        }
        Kind::Noise(noise) if noise.says_nothing() => builder.note_all(lines, noise.title()),
        Kind::Noise(noise) => builder.unread_rest(lines, noise.title()),
        Kind::Unread(why) => builder.unread_rest(lines, why),
        Kind::Unexplained(why) => {
            for line in lines {
                builder.unexplained(line, why);
            }
        }
    }
}

fn paragraph(
    builder: &mut Builder,
    (block, text): (&Block, &str),
    (before, next): (Option<&Block>, &[Block]),
    sections: &mut Sections,
) {
    if let Some(status) = status_of_media(text) {
        sections.current.status = Some(status);
    }
    if let Some(said) = labelled_status(text) {
        begin_answer(builder, block.line, said, sections);
    }
    prose::add(builder, text, block.line, &sections.current);
    words(builder, text, block.line..=block.end);
    builder.query.extend(query_names(text));
    sections.announce(announced(block, text, before));
    let nothing_follows = next.first().is_none_or(|_| ends_section(next, sections));
    if text.ends_with(':') && nothing_follows {
        prose::announced_nothing(builder, block.line);
    }
}

fn sample(
    builder: &mut Builder,
    (block, found): (&Block, &Code),
    before: Option<&Block>,
    sections: &mut Sections,
) {
    if let Some(said) = answer::status_line(found) {
        sections.current.location = Some(Location::ResponseBody);
        begin_answer(builder, found.text_line, said, sections);
        return builder.note_all(block.line..=block.end, "the first lines of a response");
    }
    // A sample below the list of an item is of the whole.
    let is_below = before.is_none_or(|before| !matches!(before.kind, Kind::Paragraph(_)));
    let context = &mut sections.current;
    context.announced = context.announced.filter(|said| *said != Announced::Items || !is_below);
    code::add(builder, found, block, before, &context.announcing());
    sections.take_announced(false);
}

/// What follows is about the response with this status.
fn begin_answer(builder: &mut Builder, line: u32, said: String, sections: &mut Sections) {
    sections.current.is_errors = !said.starts_with('2');
    sections.current.status = Some(said);
    status(builder, line, sections);
}

/// What a sentence announces. It may begin on the line above.
fn announced(block: &Block, text: &str, before: Option<&Block>) -> Option<Announced> {
    match before.map(|before| (&before.kind, before.end + 1)) {
        Some((Kind::Paragraph(start), line)) if line == block.line => {
            Announced::by(&format!("{start} {text}"))
        }
        _ => Announced::by(text),
    }
}

/// The names in the query of an address with placeholders: `/ferries?line={line}&limit={limit}`.
fn query_names(text: &str) -> Vec<String> {
    let Some((_, query)) = text.split_once('?').filter(|(path, _)| path.contains('/')) else {
        return Vec::new();
    };
    let query = query.split_whitespace().next().unwrap_or_default();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let is_placeholder = |value: &str| value.starts_with(['{', '<', ':']);
    pairs
        .filter(|(name, value)| is_name(name) && is_placeholder(value))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// True for an item that gives the type of its first word: `hull string`.
fn names_type(text: &str) -> bool {
    let second = text.split_whitespace().nth(1).unwrap_or_default();
    let second = second.trim_matches(|c: char| !c.is_alphanumeric());
    !second.is_empty() && whole_type(second).is_some()
}

/// Prose says nothing only if it has plain words.
fn words(builder: &mut Builder, text: &str, lines: std::ops::RangeInclusive<u32>) {
    if says_nothing(text) {
        builder.note_all(lines, "prose without a checkable statement");
    } else {
        builder.unread_rest(lines, "a sentence that was not understood");
    }
}

/// `200 - application/json`: the following text describes this response.
fn status_of_media(text: &str) -> Option<String> {
    let text = text.trim();
    let length = crate::read_status(text).filter(|_| crate::read_media_line(text))?;
    text.get(..length).map(str::to_ascii_uppercase)
}

/// `Code: 404 Not Found`: the status of the response that is described.
fn labelled_status(text: &str) -> Option<String> {
    const LABELS: &[&str] =
        &["code", "status", "status code", "http status", "http code", "http status code", "response code"];
    let (label, said) = text.split_once(':')?;
    let said = said.trim().trim_matches('`');
    let is_label = LABELS.contains(&label.trim().to_lowercase().as_str());
    let length = crate::read_status(said).filter(|_| is_label && said.split_whitespace().count() <= 5)?;
    said.get(..length).map(str::to_ascii_uppercase)
}

/// True for a heading that is not below the current one. What a line announces may stand under a heading beside it,
/// unless that only names another part of the operation.
fn ends_section(next: &[Block], sections: &Sections) -> bool {
    let Some(Kind::Heading(heading)) = next.first().map(|next| &next.kind) else { return false };
    let is_beside = sections.is_beside(heading.level) && !is_part(&heading.text);
    let lists =
        matches!(next.get(1).map(|next| &next.kind), Some(Kind::Table(_) | Kind::Field(_) | Kind::Item(_)));
    let is_listed = heading.level > 0 && sections.is_beside(heading.level) && lists;
    !sections.is_below(heading.level) && !is_beside && !is_listed
}

fn heading(builder: &mut Builder, line: u32, heading: &Heading, sections: &mut Sections) {
    let text = heading.text.as_str();
    // The title of a page names no part.
    let is_title_of_page = heading.level == 1 && !sections.current.is_past_head;
    if is_title_of_page {
        sections.current.is_past_head = true;
        sections.current.is_title = true;
    } else if sections.enter(heading) {
        status(builder, line, sections);
    }
    if is_title(text) {
        builder.note(line, "a heading");
    } else {
        builder.unread_rest(line..=line, "a heading that was not understood");
    }
}

/// The claim of a title that names a status.
fn status(builder: &mut Builder, line: u32, sections: &Sections) {
    if let Some(status) = sections.current.status.clone() {
        let place = place(line, Section::Prose, Location::Status, Some(status.clone()));
        builder.add(&place, Predicate::Status, status);
    }
}

/// True if a heading only gives a title: plain words, a status, or the name of a part. Others may state a limit, a name or
/// what is required.
fn is_title(text: &str) -> bool {
    let words = crate::read_status(text).and_then(|length| text.get(length..)).unwrap_or(text);
    let demands = ["required", "optional"].iter().any(|word| english(text).contains(word));
    says_nothing(words) || text == "OpenAPI" || (is_part(text) && !demands)
}

fn place(line: u32, section: Section, location: Location, status: Option<String>) -> Place {
    Place { line, section, grade: Grade::Prose, location, status, pointer: String::new() }
}

/// Untrusted text for our messages: without terminal controls, on one line, and of limited length.
pub(crate) fn plain(text: &str) -> String {
    one_line(text).chars().take(120).collect()
}
