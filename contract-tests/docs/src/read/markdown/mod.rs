//! Markdown, plain or with the components of Mintlify and `GitBook`.
//!
//! The Markdown parser finds fences, tables, headings and the words of a line ([`tree`], `inline`); the YAML parser
//! reads front matter; HTML inside goes to the reader of HTML. Components stay ours: most are no valid MDX, which a parser
//! of MDX rejects with the page around them.

mod components;
mod fence;
mod field;
mod front_matter;
mod item_field;
mod known;
mod liquid;
mod mdx;
mod tree;

use super::dialect::{Address, OperationEnd, Row};
use super::front::{labelled, labelled_address, path_of};
use super::inline::{plain, with_code};
use super::markdown_lines::strip_tags;
use super::operation_line::{bold_title, is_unread, named};
use super::outline;
use super::pipe_table;
use super::site;
use super::tabs;
use crate::page::{Block, Heading, Kind, Noise};
use crate::vocabulary::method;
use components::{Open, component};
use item_field::Items;
use tree::{Node, Tree, tree};

/// Markdown, with or without components.
pub(super) static DIALECT: Row = Row {
    name: "markdown",
    endings: &["md", "mdx"],
    rare_endings: &["markdown"],
    confirms: |_| true,
    begins,
    is_served: |media_type, _| media_type.starts_with("text/markdown"),
    address: Address::Tells,
    asked_for: Some(("text/markdown", 10)),
    is_indexed: true,
    blocks,
    lines: site::lines,
    operations: OperationEnd::Marked,
    text: site::text,
};

/// True if a text starts with front matter, a heading or a quote, or has a heading further down.
fn begins(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    ["---\n", "# ", "> "].iter().any(|mark| start.starts_with(mark)) || text.contains("\n## ")
}

/// The blocks of a Markdown page.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let text = text.trim_start_matches('\u{feff}');
    let lines: Vec<(u32, String)> =
        (1..).zip(text.lines()).map(|(line, text)| (line, text.trim_end().to_owned())).collect();
    let mut reader = Reader {
        lines,
        at: 0,
        tree: Tree::new(),
        blocks: Vec::new(),
        fields: Vec::new(),
        containers: Vec::new(),
        items: Items::default(),
    };
    reader.front_matter(text);
    reader.tree = tree(&reader.lines, reader.at);
    while reader.at < reader.lines.len() {
        let before = reader.at;
        reader.step();
        reader.at = reader.at.max(before + 1);
    }
    while let Some(open) = reader.fields.pop() {
        reader.blocks.push(open.block);
    }
    reader.blocks.sort_by_key(|block| block.line);
    outline::mark(&mut reader.blocks);
    reader.blocks
}

struct OpenField {
    block: Block,
    prefix: String,
    tag: String,
}

struct Reader {
    lines: Vec<(u32, String)>,
    at: usize,
    tree: Tree,
    blocks: Vec<Block>,
    /// The open fields, outermost first, with the name prefix of the fields inside and the tag.
    fields: Vec<OpenField>,
    /// The open components that describe no field, outermost first.
    containers: Vec<Open>,
    /// The open items that describe fields.
    items: Items,
}

impl Reader {
    fn step(&mut self) {
        let text = self.text(self.at).to_owned();
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return;
        }
        if let Some((end, node)) = self.tree.remove(&self.at) {
            return self.node(node, end);
        }
        if component(trimmed).is_some() || self.begins_component() {
            return self.components();
        }
        if trimmed.starts_with("{/*") || trimmed.starts_with("<!--") {
            return self.comment(trimmed);
        }
        if trimmed.starts_with('<') {
            return self.markup(trimmed);
        }
        if trimmed.starts_with("import ")
            || trimmed.starts_with("export ")
            || (trimmed.starts_with(":::") && !trimmed.contains('`'))
        {
            return self.push(1, Kind::Noise(Noise::Directive));
        }
        if trimmed.starts_with("> ") || trimmed == ">" {
            return self.quote();
        }
        let rest = self.lines.get(self.at..).unwrap_or_default();
        if let Some((table, used)) = tabs::table(rest) {
            return self.push(used, Kind::Table(table));
        }
        self.text_line(trimmed);
    }

    fn node(&mut self, node: Node, end: usize) {
        self.items.end();
        let used = end - self.at;
        match node {
            Node::Fence { info, marks } => self.fence(&info, marks, end),
            Node::Heading { level, text } => self.heading(&text, level, used),
            Node::Table { header, rows } => {
                let table = pipe_table::table(&header, rows, |at| self.line(at));
                self.push(used, Kind::Table(table));
            }
            Node::Rule => self.push(used, Kind::Noise(Noise::Directive)),
        }
    }

    /// True if a tag that goes on below starts here.
    fn begins_component(&self) -> bool {
        let is_open = self.text(self.at).trim_start().starts_with('<');
        let until = (self.at + 40).min(self.lines.len());
        let joined = || (self.at..until).map(|at| self.text(at)).collect::<Vec<_>>().join("\n");
        is_open && component(joined().trim_start()).is_some()
    }

    fn heading(&mut self, text: &str, level: u8, used: usize) {
        let (line, last) = (self.line(self.at), self.line(self.at + used - 1));
        self.at += used;
        self.add(line, line, Kind::Heading(Heading { text: text.to_owned(), level }));
        if last > line {
            self.add(last, last, Kind::Noise(Noise::Directive));
        }
        let mut words = text.split_whitespace();
        let verb = words.next().and_then(method);
        let path = words.next().filter(|path| path.starts_with('/') || path.contains("://")).map(path_of);
        if let Some((method, path)) = verb.zip(path.filter(|path| path.starts_with('/'))) {
            self.add(line, line, Kind::Operation { method, path: path.to_owned() });
        }
    }

    fn text_line(&mut self, text: &str) {
        let line = self.line(self.at);
        let item = ["- ", "* ", "+ "].iter().find_map(|mark| text.strip_prefix(mark));
        if let Some(description) = self.open_description() {
            description.push((line, with_code(item.unwrap_or(text))));
            self.at += 1;
            return;
        }
        if item.is_none() {
            self.items.end();
        }
        let indented = self.text(self.at).to_owned();
        let field = item.and_then(|_| self.items.field(line, &indented));
        if let Some(field) = field {
            return self.push(1, Kind::Field(Box::new(field)));
        }
        match item {
            Some(item) => self.push(1, Kind::Item(plain(item))),
            None => match (named(text).or_else(|| self.labelled()), bold_title(text)) {
                (Some((method, path)), _) => self.push(1, Kind::Operation { method, path }),
                (None, None) if is_unread(text) => self.unread_operation(),
                (None, title) if title.is_some() || self.is_title_of_list(text) => {
                    let title = title.unwrap_or_else(|| text.trim_matches(['*', ':', ' ']));
                    self.push(1, Kind::Heading(Heading { text: title.to_owned(), level: Heading::BOLD }));
                }
                (None, _) => self.push(1, Kind::Paragraph(plain(text))),
            },
        }
    }

    /// True for some words in bold directly above a table or a sample: whatever they name, it is not the part above.
    fn is_title_of_list(&self, text: &str) -> bool {
        let inner = text.trim_end_matches(':').strip_prefix("**").and_then(|text| text.strip_suffix("**"));
        let is_short =
            inner.is_some_and(|inner| !inner.contains("**") && inner.split_whitespace().count() <= 3);
        let rest = self.lines.get(self.at + 1..).unwrap_or_default();
        let next = rest.iter().map(|(_, text)| text.trim()).find(|text| !text.is_empty());
        is_short && next.is_some_and(|next| next.starts_with('|') || next.starts_with("```"))
    }

    /// The description of the innermost open field.
    fn open_description(&mut self) -> Option<&mut Vec<(u32, String)>> {
        match self.fields.last_mut() {
            Some(OpenField { block: Block { kind: Kind::Field(field), .. }, .. }) => {
                Some(&mut field.description)
            }
            _ => None,
        }
    }

    /// The quote that Mintlify adds to each page for agents is not the vendor's; other quotes are text.
    fn quote(&mut self) {
        let first = self.text(self.at).trim_start_matches(['>', ' ', '#']).to_ascii_lowercase();
        let is_index = first.contains("documentation index") || first.contains("agent instructions");
        let used = self.run(|text| text.trim_start().starts_with('>'));
        if is_index {
            return self.push(used, Kind::Noise(Noise::SiteNote));
        }
        for _ in 0..used {
            let text = self.text(self.at).trim_start().trim_start_matches(['>', ' ']).to_owned();
            match named(&text) {
                Some((method, path)) => self.push(1, Kind::Operation { method, path }),
                None if is_unread(&text) => self.unread_operation(),
                None => self.push(1, Kind::Paragraph(plain(&text))),
            }
        }
    }

    /// The operation of lines such as `**URL**: /boats` and `**Method**: GET`.
    fn labelled(&self) -> Option<(&'static str, String)> {
        let rest = self.lines.get(self.at..)?.iter().filter(|(_, text)| !text.trim().is_empty()).take(4);
        let plain: Vec<(u32, String)> = rest.map(|(line, text)| (*line, plain(text))).collect();
        labelled(&plain).map(|(method, path, _)| (method, path)).or_else(|| labelled_address(&plain))
    }

    /// An operation that cannot be read ends the one before it.
    fn unread_operation(&mut self) {
        let line = self.line(self.at);
        self.blocks.push(Block { line, end: line, kind: Kind::EndOfOperation });
        self.push(1, Kind::Unread("an operation that was not understood".to_owned()));
    }

    fn comment(&mut self, text: &str) {
        let close = if text.starts_with("<!--") { "-->" } else { "*/}" };
        let used = (self.at..self.lines.len())
            .position(|at| self.text(at).contains(close))
            .map_or(1, |used| used + 1);
        self.push(used, Kind::Noise(Noise::Comment));
    }

    /// HTML in Markdown: the HTML reader reads tables; other tags are layout.
    fn markup(&mut self, text: &str) {
        if text.starts_with("<table") {
            let used = (self.at..self.lines.len())
                .position(|at| self.text(at).contains("</table>"))
                .map_or(1, |used| used + 1);
            let html = (self.at..self.at + used).map(|at| self.text(at)).collect::<Vec<_>>().join("\n");
            let first = self.line(self.at);
            let blocks = super::html_page::blocks_from(&html, first);
            self.blocks.extend(blocks);
            return self.push(used, Kind::Noise(Noise::Tag));
        }
        if text.starts_with("<<<") || includes(text) {
            return self.push(1, Kind::Unread("a text from elsewhere".to_owned()));
        }
        let words = plain(&strip_tags(text));
        if text.contains('{') {
            return self.push(1, Kind::Unread("a component that was not understood".to_owned()));
        }
        if words.is_empty() {
            return self.push(1, Kind::Noise(Noise::Tag));
        }
        self.text_line(&words);
    }

    fn run(&self, wanted: impl Fn(&str) -> bool) -> usize {
        self.lines
            .get(self.at..)
            .unwrap_or_default()
            .iter()
            .take_while(|(_, text)| wanted(text))
            .count()
            .max(1)
    }

    fn text(&self, at: usize) -> &str {
        self.lines.get(at).map(|(_, text)| text.as_str()).unwrap_or_default()
    }

    fn line(&self, at: usize) -> u32 {
        self.lines.get(at).map_or(1, |(line, _)| *line)
    }

    fn push(&mut self, used: usize, kind: Kind) {
        let end = (self.at + used.max(1) - 1).min(self.lines.len().saturating_sub(1));
        self.blocks.push(Block { line: self.line(self.at), end: self.line(end), kind });
        self.at += used.max(1);
    }

    fn add(&mut self, line: u32, end: u32, kind: Kind) {
        self.blocks.push(Block { line, end, kind });
    }
}

/// True for a tag that is none of HTML and has attributes: what it shows is elsewhere.
fn includes(text: &str) -> bool {
    const HTML: &[&str] = &[
        "a",
        "abbr",
        "aside",
        "b",
        "blockquote",
        "br",
        "button",
        "center",
        "code",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "nav",
        "ol",
        "p",
        "picture",
        "pre",
        "s",
        "section",
        "small",
        "source",
        "span",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
        "video",
    ];
    let rest = text.trim_start_matches(['<', '/']);
    let name = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
    let attributes = rest.get(name.len()..).unwrap_or_default();
    !HTML.contains(&name.to_ascii_lowercase().as_str()) && attributes.contains('=')
}
