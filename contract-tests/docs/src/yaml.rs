//! YAML trees together with their source text.
//!
//! Two users need more than values: OpenAPI fences in Markdown pages, whose claims have scalars as written
//! (`1.10`), and patches, which change a few bytes and preserve comments. JSON is parsed as YAML.

use std::ops::Range;

use cartevo_yaml::{Member, Node, ReadError, Value, read_first};
use contract_core::spec::{FileIndex, Files, Site, Spec, SpecFile};

/// A document.
#[derive(Debug, Clone)]
pub(crate) struct Yaml {
    text: String,
    root: Node,
    /// Which file of the spec it is.
    file: FileIndex,
}

/// The files of a spec as trees. Those that are not YAML have none.
#[derive(Debug)]
pub(crate) struct SpecTrees<'s> {
    files: &'s Files,
    trees: Vec<Option<Yaml>>,
}

impl<'s> SpecTrees<'s> {
    pub(crate) fn of(spec: &'s Spec) -> Self {
        let tree = |(index, file): (FileIndex, &SpecFile)| {
            Yaml::parse(&file.text).ok().map(|yaml| Yaml { file: index, ..yaml })
        };
        Self { files: &spec.files, trees: spec.files.iter().map(tree).collect() }
    }

    /// The node at a place of the spec.
    pub(crate) fn at(&self, site: &Site) -> Option<At<'_>> {
        self.at_pointer(site.file, &site.pointer)
    }

    /// The node at a JSON pointer of a file.
    pub(crate) fn at_pointer(&self, file: FileIndex, pointer: &str) -> Option<At<'_>> {
        let yaml = file.of(&self.trees)?.as_ref()?;
        yaml.root.at(pointer).map(|node| yaml.at(node))
    }

    /// The target of a `$ref`, or the node itself. Chains are followed for a few steps.
    pub(crate) fn followed<'a>(&'a self, at: At<'a>) -> At<'a> {
        let mut at = at;
        for _ in 0..MAX_STEPS {
            let target = at.text_of("$ref").and_then(|reference| self.files.target(at.file(), reference));
            match target.and_then(|(file, pointer)| self.at_pointer(file, &pointer)) {
                Some(next) => at = next,
                None => return at,
            }
        }
        at
    }
}

/// The most references that are followed from one node.
const MAX_STEPS: usize = 8;

/// A node or a key of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At<'a> {
    yaml: &'a Yaml,
    part: Part<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Part<'a> {
    Key(&'a Member),
    Node(&'a Node),
}

impl Yaml {
    /// Parses the first document of a text.
    pub(crate) fn parse(text: &str) -> Result<Self, ReadError> {
        let root = read_first(text)?;
        if root.value == Value::Null && root.span.range().is_empty() {
            return Err(ReadError { what: "it is empty".to_owned(), place: root.place });
        }
        Ok(Self { text: text.to_owned(), root, file: FileIndex::DOCUMENT })
    }

    /// The root node.
    pub(crate) fn root(&self) -> At<'_> {
        self.at(&self.root)
    }

    fn at<'a>(&'a self, node: &'a Node) -> At<'a> {
        At { yaml: self, part: Part::Node(node) }
    }
}

impl<'a> At<'a> {
    fn node(self) -> Option<&'a Node> {
        match self.part {
            Part::Node(node) => Some(node),
            Part::Key(_) => None,
        }
    }

    /// The file of the spec that it is in.
    pub(crate) fn file(self) -> FileIndex {
        self.yaml.file
    }

    /// The text that it is in.
    pub(crate) fn whole_text(self) -> &'a str {
        &self.yaml.text
    }

    /// True if this is the same node of the same document.
    pub(crate) fn is(self, other: At<'_>) -> bool {
        match (self.part, other.part) {
            (Part::Node(one), Part::Node(other)) => std::ptr::eq(one, other),
            (Part::Key(one), Part::Key(other)) => std::ptr::eq(one, other),
            _ => false,
        }
    }

    /// The line, from 1.
    pub(crate) fn line(self) -> u32 {
        match self.part {
            Part::Key(member) => member.place.line,
            Part::Node(node) => node.place.line,
        }
    }

    /// The byte range.
    pub(crate) fn span(self) -> Range<usize> {
        match self.part {
            Part::Key(member) => member.span.range(),
            Part::Node(node) => node.span.range(),
        }
    }

    /// The text of a scalar; unquoted scalars such as numbers as written.
    pub(crate) fn text(self) -> Option<&'a str> {
        let node = match self.part {
            Part::Key(member) => return Some(&member.key),
            Part::Node(node) => node,
        };
        match &node.value {
            Value::Text(text) | Value::Binary(text) => Some(text),
            Value::List(_) | Value::Map(_) => None,
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) => {
                self.yaml.text.get(node.span.range())
            }
        }
    }

    /// The value of the node; `None` for a key.
    pub(crate) fn value(self) -> Option<&'a Value> {
        self.node().map(|node| &node.value)
    }

    /// True for numbers.
    pub(crate) fn is_number(self) -> bool {
        matches!(self.value(), Some(Value::Integer(_) | Value::Float(_)))
    }

    /// True for mappings and sequences, even if empty.
    pub(crate) fn is_collection(self) -> bool {
        matches!(self.value(), Some(Value::List(_) | Value::Map(_)))
    }

    /// True for `true`.
    pub(crate) fn is_true(self) -> bool {
        self.value() == Some(&Value::Bool(true))
    }

    /// The items of a sequence.
    pub(crate) fn items(self) -> impl Iterator<Item = At<'a>> {
        self.node().map(Node::items).unwrap_or_default().iter().map(move |item| self.yaml.at(item))
    }

    /// The entries of a mapping: the key as text, the key and the value.
    pub(crate) fn entries(self) -> impl Iterator<Item = (&'a str, At<'a>, At<'a>)> {
        self.node().map(Node::members).unwrap_or_default().iter().map(move |member| self.entry_of(member))
    }

    /// The entries written in a mapping itself, without those merged by `<<`.
    pub(crate) fn written(self) -> impl Iterator<Item = (At<'a>, At<'a>)> {
        let span = self.span();
        self.entries()
            .filter(move |(_, key, _)| span.contains(&key.span().start))
            .map(|(_, key, value)| (key, value))
    }

    fn entry_of(self, member: &'a Member) -> (&'a str, At<'a>, At<'a>) {
        let key = At { yaml: self.yaml, part: Part::Key(member) };
        (&member.key, key, self.yaml.at(&member.node))
    }

    /// The value of a key.
    pub(crate) fn get(self, key: &str) -> Option<At<'a>> {
        self.node()?.get(key).map(|node| self.yaml.at(node))
    }

    /// The key and its value.
    pub(crate) fn entry(self, key: &str) -> Option<(At<'a>, At<'a>)> {
        let (_, key, value) = self.entry_of(self.node()?.member(key)?);
        Some((key, value))
    }

    /// The text of the value of a key.
    pub(crate) fn text_of(self, key: &str) -> Option<&'a str> {
        self.get(key)?.text()
    }

    /// The target of `#/components/schemas/Card`, relative to the root.
    pub(crate) fn resolve(self, reference: &str) -> Option<At<'a>> {
        let pointer = reference.strip_prefix('#').filter(|pointer| pointer.starts_with('/'))?;
        self.yaml.root.at(pointer).map(|node| self.yaml.at(node))
    }

    /// The target of a `$ref`, or this node. Chains are followed for a few steps.
    pub(crate) fn followed(self) -> At<'a> {
        let mut at = self;
        for _ in 0..MAX_STEPS {
            match at.text_of("$ref").and_then(|reference| at.resolve(reference)) {
                Some(next) => at = next,
                None => return at,
            }
        }
        at
    }
}
