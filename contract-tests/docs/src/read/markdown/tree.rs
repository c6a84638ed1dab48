//! The fences, headings, tables and rules of a Markdown page, as the Markdown parser finds them.
//!
//! Pages with components are not Markdown: their tags are often no valid HTML or MDX, and stand between lines of
//! Markdown, which is indented like them. The parser is given the lines without indentation, and nothing for tags.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd};

use super::liquid;
use super::mdx;
use crate::read::inline::{Cell, Marks, Words};

/// A part of a page that takes up whole lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Fence { info: String, marks: usize },
    Heading { level: u8, text: String },
    Table { header: Vec<Cell>, rows: Vec<(usize, Vec<Cell>)> },
    Rule,
}

/// The parts of a page by the index of their first line, each with the index after its last.
pub(super) type Tree = BTreeMap<usize, (usize, Node)>;

/// The parts of the lines of a page after its front matter, which ends before the index `from`.
pub(super) fn tree(lines: &[(u32, String)], from: usize) -> Tree {
    let source = Source::of(lines, from);
    let mut tree = Tree::new();
    let mut depth = 0_usize;
    let mut events = Parser::new_ext(&source.text, Options::ENABLE_TABLES).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => depth -= 1,
            event if depth == 0 => {
                if let Some((lines, node)) = source.node(event, &range, &mut events) {
                    tree.insert(lines.start, (lines.end, node));
                }
            }
            _ => {}
        }
    }
    tree
}

type Events<'a> = OffsetIter<'a>;

/// The text that the parser is given.
struct Source {
    text: String,
    /// The start of each of its lines, with the index of the line of the page.
    starts: Vec<(usize, usize)>,
}

impl Source {
    fn of(lines: &[(u32, String)], from: usize) -> Self {
        let mut source = Self { text: String::new(), starts: Vec::new() };
        for (at, (_, text)) in lines.iter().enumerate().skip(from) {
            let text = text.trim_start();
            let item =
                ["- ", "* ", "+ "].iter().find_map(|mark| text.strip_prefix(mark)).map(str::trim_start);
            match item {
                Some(item) if item.starts_with("```") => source.push(at, item),
                _ if is_tag(text) => source.push(at, ""),
                _ => source.push(at, text),
            }
            // What follows an item is no part of it once it is not indented.
            if item.is_some() || is_numbered(text) {
                source.push(at, "");
            }
        }
        source
    }

    fn push(&mut self, at: usize, text: &str) {
        self.starts.push((self.text.len(), at));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// The index of the line of the page in which a byte of the text is.
    fn line(&self, byte: usize) -> usize {
        let after = self.starts.partition_point(|(start, _)| *start <= byte);
        after.checked_sub(1).and_then(|at| self.starts.get(at)).map_or(0, |(_, at)| *at)
    }

    fn lines(&self, range: &Range<usize>) -> Range<usize> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let end = range.start + text.trim_end().len();
        self.line(range.start)..self.line(end.saturating_sub(1).max(range.start)) + 1
    }

    fn node(
        &self,
        event: Event<'_>,
        range: &Range<usize>,
        events: &mut Events<'_>,
    ) -> Option<(Range<usize>, Node)> {
        let lines = self.lines(range);
        let node = match event {
            Event::Rule => Node::Rule,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let text = self.text.get(range.clone()).unwrap_or_default();
                let marks = text.chars().take_while(|c| text.starts_with(*c)).count();
                Node::Fence { info: info.trim().to_owned(), marks }
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let is_marked = self.text.get(range.clone()).is_some_and(|text| text.starts_with('#'));
                // A sentence of many lines above a rule is no title.
                if !is_marked && lines.len() != 2 {
                    return None;
                }
                Node::Heading { level: number(level), text: self.cell(events).plain }
            }
            Event::Start(Tag::Table(_)) => return Some(self.table(lines, events)),
            _ => return None,
        };
        Some((lines, node))
    }

    /// Rows end at the first line without a bar, as in most of the sites that show such pages.
    fn table(&self, lines: Range<usize>, events: &mut Events<'_>) -> (Range<usize>, Node) {
        let (mut header, mut rows) = (Vec::new(), Vec::new());
        let mut end = lines.end;
        while let Some((event, range)) = events.next() {
            let line = self.line(range.start);
            match event {
                Event::Start(Tag::TableHead) => header = self.cells(events),
                Event::Start(Tag::TableRow) => {
                    let cells = self.cells(events);
                    if !self.text.get(range).is_some_and(|text| text.contains('|')) {
                        end = end.min(line);
                    } else if line < end {
                        rows.push((line, cells));
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        (lines.start..end, Node::Table { header, rows })
    }

    fn cells(&self, events: &mut Events<'_>) -> Vec<Cell> {
        let mut cells = Vec::new();
        while let Some((event, _)) = events.next() {
            match event {
                Event::Start(Tag::TableCell) => cells.push(self.cell(events)),
                Event::End(TagEnd::TableHead | TagEnd::TableRow) => break,
                _ => {}
            }
        }
        cells
    }

    /// The words up to the end of a cell or of a heading.
    fn cell(&self, events: &mut Events<'_>) -> Cell {
        let (mut plain, mut with_code) =
            (Words::new(&self.text, Marks::None), Words::new(&self.text, Marks::Code));
        for (event, range) in events.by_ref() {
            if matches!(event, Event::End(TagEnd::TableCell | TagEnd::Heading(_))) {
                break;
            }
            plain.add(&event, &range);
            with_code.add(&event, &range);
        }
        Cell { plain: indented(&plain.text), with_code: indented(&with_code.text) }
    }
}

/// The words of a cell; spaces that do not break indent the name of a field below the one above.
fn indented(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
    let spaces = text.chars().take_while(|c| *c == '\u{a0}').count();
    format!("{}{}", "\u{bb} ".repeat(spaces / 2), text.trim())
}

/// True for an item of a numbered list.
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len() && (rest.starts_with(". ") || rest.starts_with(") "))
}

fn number(level: HeadingLevel) -> u8 {
    u8::try_from(level as usize).unwrap_or(6)
}

/// True for a line that begins with a tag, which the parser would take for HTML up to the next empty line. A tag in
/// a row of a table is a part of its cell.
fn is_tag(text: &str) -> bool {
    let is_component = text.starts_with('<') && mdx::names_component(text);
    let is_html =
        text.starts_with('<') && !text.contains('|') && !text.contains("-->") && !text.starts_with("<!");
    is_component || is_html || liquid::tag(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Node, tree};

    fn nodes(text: &str) -> Vec<(usize, usize, &'static str)> {
        let lines: Vec<(u32, String)> = (1..).zip(text.lines().map(str::to_owned)).collect();
        let word = |node: &Node| match node {
            Node::Fence { .. } => "fence",
            Node::Heading { .. } => "heading",
            Node::Table { .. } => "table",
            Node::Rule => "rule",
        };
        tree(&lines, 0).iter().map(|(start, (end, node))| (*start, *end, word(node))).collect()
    }

    #[test]
    fn parts_are_found_between_tags_and_below_items() {
        for (text, wanted) in [
            ("<Tab>\n    ```json\n    {}\n    ```\n</Tab>", vec![(1, 4, "fence")]),
            ("- an item\n| a | b |\n|---|---|\n| 1 | 2 |\nwords", vec![(1, 4, "table")]),
            ("Status | Text\n--- | ---\n200 | Done\n400 | Not done", vec![(0, 4, "table")]),
            ("<span style=\"x\">Name</span> | Type\n--- | ---\nid | string", vec![(0, 3, "table")]),
            ("1. first\n```\n# no heading\n```", vec![(1, 4, "fence")]),
            ("- ```json\n  {}\n  ```\n\n## Next ##", vec![(0, 3, "fence"), (4, 5, "heading")]),
            ("Title\n-----\n\none\ntwo\n---", vec![(0, 2, "heading")]),
            ("{% tab title=\"x\" %}\n### In it\n{% endtab %}", vec![(1, 2, "heading")]),
            ("~~~~\n```\n~~~~\n***", vec![(0, 3, "fence"), (3, 4, "rule")]),
            ("<!--\n# no heading\n```\n-->\n# Heading", vec![(4, 5, "heading")]),
        ] {
            assert_eq!(nodes(text), wanted, "{text}");
        }
    }
}
