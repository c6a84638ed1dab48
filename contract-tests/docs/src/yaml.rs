//! YAML as a tree whose every node knows its line and its bytes.
//!
//! Two readers need more than values: the OpenAPI fences of Markdown pages, whose claims carry lines, and patches, which
//! change a few bytes and leave comments alone. JSON is YAML, so both are read.

use std::collections::HashMap;
use std::ops::Range;

use contract_core::pointer::unescaped;
use granit_parser::{Event, Parser, ScalarStyle};

/// Nodes one document may have.
const MAX_NODES: usize = 400_000;

/// The deepest nesting that is read.
const MAX_DEPTH: usize = 100;

/// A document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Yaml {
    nodes: Vec<Node>,
    root: usize,
}

#[derive(Debug, Clone)]
struct Node {
    line: u32,
    span: Range<usize>,
    kind: NodeKind,
}

#[derive(Debug, Clone)]
enum NodeKind {
    /// The text, and whether it stands in quotes.
    Scalar(String, bool),
    Sequence(Vec<usize>),
    Mapping(Vec<(usize, usize)>),
}

/// Where and why a document cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct YamlError {
    pub(crate) line: u32,
    pub(crate) what: String,
}

/// A node of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    yaml: &'a Yaml,
    index: usize,
}

impl Yaml {
    /// Reads the first document of a text.
    pub(crate) fn parse(text: &str) -> Result<Self, YamlError> {
        let mut building = Building::default();
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| YamlError {
                line: u32::try_from(error.marker().line()).unwrap_or(u32::MAX),
                what: error.kind().to_string(),
            })?;
            let line = u32::try_from(span.start.line()).unwrap_or(u32::MAX);
            let range = span.byte_range().unwrap_or_default();
            if matches!(event, Event::DocumentEnd) {
                break;
            }
            building.take(event, line, range).map_err(|what| YamlError { line, what: what.to_owned() })?;
        }
        let root =
            building.root.ok_or_else(|| YamlError { line: 1, what: "there is nothing in it".to_owned() })?;
        Ok(Self { nodes: building.nodes, root })
    }

    /// The outermost node.
    pub(crate) fn root(&self) -> At<'_> {
        At { yaml: self, index: self.root }
    }
}

#[derive(Default)]
struct Building {
    nodes: Vec<Node>,
    open: Vec<(usize, Option<usize>)>,
    anchors: HashMap<usize, usize>,
    root: Option<usize>,
}

impl Building {
    fn take(&mut self, event: Event<'_>, line: u32, span: Range<usize>) -> Result<(), &'static str> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let is_quoted = style != ScalarStyle::Plain;
                let index = self.node(line, span, NodeKind::Scalar(text.into_owned(), is_quoted), anchor)?;
                self.place(index);
            }
            Event::SequenceStart(_, anchor, _) => {
                let index = self.node(line, span, NodeKind::Sequence(Vec::new()), anchor)?;
                self.open(index)?;
            }
            Event::MappingStart(_, anchor, _) => {
                let index = self.node(line, span, NodeKind::Mapping(Vec::new()), anchor)?;
                self.open(index)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((index, _)) = self.open.pop() {
                    if let Some(node) = self.nodes.get_mut(index) {
                        node.span.end = span.end.max(node.span.start);
                    }
                    self.place(index);
                }
            }
            Event::Alias(anchor) => {
                let index = *self.anchors.get(&anchor).ok_or("an alias names no anchor")?;
                self.place(index);
            }
            _ => {}
        }
        Ok(())
    }

    fn node(
        &mut self,
        line: u32,
        span: Range<usize>,
        kind: NodeKind,
        anchor: usize,
    ) -> Result<usize, &'static str> {
        if self.nodes.len() >= MAX_NODES {
            return Err("it is too large");
        }
        self.nodes.push(Node { line, span, kind });
        let index = self.nodes.len() - 1;
        if anchor > 0 {
            self.anchors.insert(anchor, index);
        }
        Ok(index)
    }

    fn open(&mut self, index: usize) -> Result<(), &'static str> {
        if self.open.len() >= MAX_DEPTH {
            return Err("it is nested too deeply");
        }
        self.open.push((index, None));
        Ok(())
    }

    fn place(&mut self, index: usize) {
        let Some((parent, key)) = self.open.last_mut() else {
            self.root.get_or_insert(index);
            return;
        };
        // An alias inside its own anchor would make the tree endless.
        if *parent == index {
            return;
        }
        match self.nodes.get_mut(*parent).map(|node| &mut node.kind) {
            Some(NodeKind::Sequence(items)) => items.push(index),
            Some(NodeKind::Mapping(entries)) => match key.take() {
                None => *key = Some(index),
                Some(known) => entries.push((known, index)),
            },
            _ => {}
        }
    }
}

impl<'a> At<'a> {
    fn node(self) -> Option<&'a Node> {
        self.yaml.nodes.get(self.index)
    }

    /// A number that names the node within its document.
    pub(crate) fn id(self) -> usize {
        self.index
    }

    /// The line, from 1.
    pub(crate) fn line(self) -> u32 {
        self.node().map_or(1, |node| node.line)
    }

    /// The bytes.
    pub(crate) fn span(self) -> Range<usize> {
        self.node().map(|node| node.span.clone()).unwrap_or_default()
    }

    /// The text of a scalar.
    pub(crate) fn text(self) -> Option<&'a str> {
        match &self.node()?.kind {
            NodeKind::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// Does a scalar stand in quotes, so that it is a text whatever it looks like?
    pub(crate) fn is_quoted(self) -> bool {
        matches!(self.node().map(|node| &node.kind), Some(NodeKind::Scalar(_, true)))
    }

    /// Is this a mapping or a sequence, empty or not?
    pub(crate) fn is_collection(self) -> Option<bool> {
        match self.node()?.kind {
            NodeKind::Mapping(_) => Some(true),
            NodeKind::Sequence(_) => Some(false),
            NodeKind::Scalar(..) => None,
        }
    }

    /// Is a scalar the word `true`?
    pub(crate) fn is_true(self) -> bool {
        self.text() == Some("true")
    }

    /// The items of a sequence.
    pub(crate) fn items(self) -> impl Iterator<Item = At<'a>> {
        let items = match self.node().map(|node| &node.kind) {
            Some(NodeKind::Sequence(items)) => items.as_slice(),
            _ => &[],
        };
        items.iter().map(move |index| At { yaml: self.yaml, index: *index })
    }

    /// The entries of a mapping: the key as text, the key's node and the value's.
    pub(crate) fn entries(self) -> impl Iterator<Item = (&'a str, At<'a>, At<'a>)> {
        let entries = match self.node().map(|node| &node.kind) {
            Some(NodeKind::Mapping(entries)) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().filter_map(move |(key, value)| {
            let key = At { yaml: self.yaml, index: *key };
            Some((key.text()?, key, At { yaml: self.yaml, index: *value }))
        })
    }

    /// The value of a key.
    pub(crate) fn get(self, key: &str) -> Option<At<'a>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The key's node and the value's.
    pub(crate) fn entry(self, key: &str) -> Option<(At<'a>, At<'a>)> {
        self.entries().find(|(name, _, _)| *name == key).map(|(_, key, value)| (key, value))
    }

    /// The text of a key's value.
    pub(crate) fn text_of(self, key: &str) -> Option<&'a str> {
        self.get(key)?.text()
    }

    /// What `#/components/schemas/Card` names, seen from the root.
    pub(crate) fn resolve(self, reference: &str) -> Option<At<'a>> {
        let mut at = self.yaml.root();
        for part in reference.strip_prefix("#/")?.split('/') {
            let item = part.parse::<usize>().ok().and_then(|index| at.items().nth(index));
            at = match item {
                Some(item) => item,
                None => at.get(&unescaped(part))?,
            };
        }
        Some(at)
    }

    /// The node behind a `$ref`, or this one; chains are followed a few steps.
    pub(crate) fn followed(self) -> At<'a> {
        let mut at = self;
        for _ in 0..8 {
            match at.text_of("$ref").and_then(|reference| at.resolve(reference)) {
                Some(next) => at = next,
                None => return at,
            }
        }
        at
    }
}
