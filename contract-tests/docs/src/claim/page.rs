//! Turns a page into claims.

use std::collections::BTreeSet;

use serde::Serialize;

use super::bases::{end_at_titles, fold_bases};
use super::builder::{Builder, Finished, Place};
use super::context::Context;
use super::settle_page::settle_page;
use super::{calls, curl, list, openapi, prose, sample, table};
use crate::model::says_nothing;
use crate::model::{Claim, Grade, Location, NotClaim, PageLine, Predicate, Prints, Section, number};
use crate::page::{Block, Code, Kind, Noise, parse_sample};
use crate::read::page_hash;
use crate::read::{Dialect, OperationEnd};
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

    fn of(page: &str, hash: String, finished: Finished) -> Self {
        let Finished { claims, mut not_claims, mut unread, unexplained, lines } = finished;
        not_claims.dedup();
        unread.dedup();
        let prints = Prints::of(&lines);
        Self { page: page.to_owned(), hash, claims, not_claims, unread, unexplained, lines, prints }
    }
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
    let mut context = Context::default();
    builder.operation = only_operation(&blocks);
    for (index, block) in blocks.iter().enumerate() {
        add(&mut builder, block, blocks.get(index + 1), &mut context);
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
fn only_operation(blocks: &[Block]) -> Option<String> {
    let mut names = BTreeSet::new();
    for block in blocks {
        if let Kind::Operation { method, path } = &block.kind {
            names.insert(format!("{method} {}", templated(path)));
        }
    }
    names.pop_first().filter(|_| names.is_empty())
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

fn add(builder: &mut Builder, block: &Block, next: Option<&Block>, context: &mut Context) {
    let lines = block.line..=block.end;
    match &block.kind {
        Kind::Operation { method, path } => {
            let operation = format!("{method} {}", templated(path));
            if builder.operation.as_ref().is_some_and(|known| *known != operation) {
                *context = Context::default();
            }
            builder.operation = Some(operation.clone());
            let place = place(block.line, Section::Head, Location::Operation, None);
            builder.add(&place, Predicate::Path, operation);
            builder.note_all(lines, "the rest of the operation's name");
        }
        Kind::EndOfOperation => {
            builder.operation = None;
            *context = Context { is_past_head: context.is_past_head, ..Context::default() };
        }
        Kind::Heading(text) => heading(builder, block.line, text, context),
        Kind::Paragraph(text) => {
            if let Some(status) = status_of_media(text) {
                context.status = Some(status);
            }
            prose::add(builder, text, block.line, context);
            words(builder, text, lines.clone());
            let nothing_follows = next.is_none_or(|next| matches!(next.kind, Kind::Heading(_)));
            if text.ends_with(':') && nothing_follows {
                prose::announced_nothing(builder, block.line);
            }
        }
        Kind::Item(text) => {
            prose::add(builder, text, block.line, context);
            words(builder, text, lines);
        }
        Kind::Table(found) => {
            table::add(builder, found, block.line, context);
            builder.note_all(lines, "a line of a table");
        }
        Kind::Field(found) => {
            list::add(builder, found, block.line, context);
            builder.note_all(lines, "a label in a list of fields");
        }
        Kind::Code(found) => code(builder, found, block, context),
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

fn heading(builder: &mut Builder, line: u32, text: &str, context: &mut Context) {
    if context.enter(text)
        && let Some(status) = context.status.clone()
    {
        let place =
            Place { status: Some(status.clone()), ..place(line, Section::Prose, Location::Status, None) };
        builder.add(&place, Predicate::Status, status);
    }
    if is_title(text) {
        builder.note(line, "a heading");
    } else {
        builder.unread_rest(line..=line, "a heading that was not understood");
    }
}

/// True if a heading only gives a title: it names no field, no path and no operation.
fn is_title(text: &str) -> bool {
    !text.contains(['`', '{', '=', '_']) && !text.split_whitespace().any(|word| word.starts_with('/'))
}

fn code(builder: &mut Builder, code: &Code, block: &Block, context: &Context) {
    let generated = code.generated && !context.is_past_head;
    let text = code.text.trim_start();
    let lines = block.line..=block.end;
    if text.starts_with("curl ") {
        let section = if generated { Section::GeneratedRequestSample } else { Section::CodeExample };
        curl::add(builder, &code.text, code.text_line, section);
        return rest_of_code(builder, code, lines);
    }
    if !code.is_sample() {
        calls::add(builder, &code.text, code.text_line);
        return rest_of_code(builder, code, lines);
    }
    let verb = builder.operation.as_deref().and_then(|operation| operation.split(' ').next());
    let has_no_body = matches!(verb, Some("GET" | "HEAD"));
    let location = match (code.place, context.location) {
        (None, Some(Location::RequestBody)) if has_no_body => {
            return builder
                .unread_rest(lines, "a sample that is neither a request nor a response of this operation");
        }
        (Some("request"), _) | (None, Some(Location::RequestBody)) => Location::RequestBody,
        (None, None) if context.is_past_head => {
            return builder
                .unread_rest(lines, "a sample that is neither a request nor a response of this operation");
        }
        _ => Location::ResponseBody,
    };
    let section = match (generated, location) {
        (false, _) => Section::HandWrittenSample,
        (true, Location::RequestBody) => Section::GeneratedRequestSample,
        (true, _) => Section::GeneratedResponseSample,
    };
    let said = code.status.clone().or_else(|| context.status.clone());
    let lead = code.text.len() - text.len();
    let skipped = code.text.get(..lead).unwrap_or_default().matches('\n').count();
    let line = code.text_line.saturating_add(u32::try_from(skipped).unwrap_or(0));
    match parse_sample(text, line) {
        Ok((found, _)) => {
            // An error is not another form of the successful response.
            let own = found.own_status().filter(|own| {
                !own.starts_with('2') && said.as_ref().is_none_or(|said| said.starts_with('2'))
            });
            let unsaid = context.is_errors.then(|| "4XX".to_owned());
            let status = own.or(said).or(unsaid).filter(|_| location == Location::ResponseBody);
            sample::add(builder, &found, section, location, status.as_deref());
            builder.note_all(lines, "a bracket of a sample");
        }
        Err(error) => {
            let why = format!("this sample cannot be read: line {}: {}", error.line, error.what);
            builder.unexplained(error.line.clamp(block.line, block.end), &why);
            builder.note_all(lines, "a part of a sample that cannot be read");
        }
    }
}

/// The lines of code without a claim: only those without values and names are understood as saying nothing.
fn rest_of_code(builder: &mut Builder, code: &Code, lines: std::ops::RangeInclusive<u32>) {
    for (line, text) in (code.text_line..).zip(code.text.lines()) {
        if calls::says_nothing(text) {
            builder.note(line, "code around a call");
        }
    }
    builder.unread_rest(lines, "code that was not understood");
}

fn place(line: u32, section: Section, location: Location, status: Option<String>) -> Place {
    Place { line, section, grade: Grade::Prose, location, status, pointer: String::new() }
}

/// Untrusted text for our messages: without terminal controls, on one line, and of limited length.
pub(crate) fn plain(text: &str) -> String {
    one_line(text).chars().take(120).collect()
}
