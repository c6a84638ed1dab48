//! Builds the tree from parser events.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use granit_parser::{Event, ScalarStyle, Tag};

use crate::scalar;
use crate::{Member, Node, Place, ReadError, Span, Value};

/// The maximum nesting depth of maps and lists, with aliases expanded. Real specs stay below 60.
pub const MAX_DEPTH: usize = 200;

/// The maximum number of nodes of a document, with aliases expanded.
pub const MAX_NODES: usize = 4_000_000;

/// The maximum number of bytes of text that aliases may repeat, and that anchors may contain.
pub const MAX_REPEATED_BYTES: usize = 64 << 20;

/// The prefix of YAML's own tags: `!!int` is `tag:yaml.org,2002:int`.
const YAML_TAGS: &str = "tag:yaml.org,2002:";

/// The tree under construction.
#[derive(Default)]
pub(crate) struct Builder {
    open: Vec<Open>,
    /// The nodes with anchors, by anchor number; `None` while a node is incomplete.
    anchors: HashMap<usize, Option<Anchored>>,
    nodes: usize,
    repeated_bytes: usize,
    /// The size of `anchors`: nested anchors contain the same nodes repeatedly.
    anchored: Size,
    root: Option<Node>,
    tags: Tags,
}

/// Which tags a text may have.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Tags {
    /// Those of the core schema. Others are ignored.
    #[default]
    Core,
    /// Any, as the serializers of programming languages write them. `!!binary` and `!binary` are base64, and scalars with
    /// tags that are not known are texts.
    Any,
}

/// A map or list that is not yet complete.
struct Open {
    place: Place,
    span: Span,
    anchor: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map(OpenMap),
}

#[derive(Default)]
struct OpenMap {
    members: Vec<Member>,
    keys: HashSet<String>,
    /// The values of `<<`, whose entries are merged at the end.
    merged: Vec<Node>,
    key: Option<Key>,
}

enum Key {
    Named { key: String, place: Place, span: Span },
    Merge,
}

/// A node with an anchor, and the size that each alias of it adds.
struct Anchored {
    node: Node,
    /// The text of a scalar, for use as a key.
    key: Option<String>,
    size: Size,
}

#[derive(Clone, Copy, Default)]
struct Size {
    nodes: usize,
    bytes: usize,
    depth: usize,
}

/// A scalar as parsed.
struct Scalar<'t> {
    text: Cow<'t, str>,
    is_plain: bool,
    tag: Option<Cow<'t, Tag>>,
    anchor: usize,
}

impl Builder {
    pub(crate) fn new(tags: Tags) -> Self {
        Self { tags, ..Self::default() }
    }

    /// Processes the next event, which starts at `place` and covers `span`.
    pub(crate) fn take(&mut self, event: Event<'_>, place: Place, span: Span) -> Result<(), ReadError> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.count(1, place)?;
                let is_plain = style == ScalarStyle::Plain;
                self.scalar(Scalar { text, is_plain, tag, anchor }, place, span)
            }
            Event::SequenceStart(_, anchor, tag) => {
                check_tag(tag.as_deref(), "seq").map_err(refused(place))?;
                self.open(Open { place, span, anchor, content: Content::List(Vec::new()) })
            }
            Event::MappingStart(_, anchor, tag) => {
                check_tag(tag.as_deref(), "map").map_err(refused(place))?;
                self.open(Open { place, span, anchor, content: Content::Map(OpenMap::default()) })
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(anchor) => self.alias(anchor, place),
            _ => Ok(()),
        }
    }

    /// The complete tree; `None` for an empty document.
    pub(crate) fn finish(self) -> Option<Node> {
        self.root
    }

    fn scalar(&mut self, scalar: Scalar<'_>, place: Place, span: Span) -> Result<(), ReadError> {
        let is_key =
            matches!(self.open.last(), Some(Open { content: Content::Map(map), .. }) if map.key.is_none());
        if is_key {
            return self.key(scalar, place, span);
        }
        let anchor = scalar.anchor;
        let key = (anchor > 0).then(|| scalar.name().ok()).flatten();
        let node = Node { value: scalar.value(self.tags).map_err(refused(place))?, place, span };
        self.remember(anchor, &node, key)?;
        self.add(node, None)
    }

    fn key(&mut self, scalar: Scalar<'_>, place: Place, span: Span) -> Result<(), ReadError> {
        let (anchor, is_merge) = (scalar.anchor, scalar.is_merge());
        let name = if is_merge {
            scalar.text.clone().into_owned()
        } else {
            scalar.name().map_err(refused(place))?
        };
        if anchor > 0 {
            let node = Node { value: scalar.value(self.tags).map_err(refused(place))?, place, span };
            self.remember(anchor, &node, Some(name.clone()))?;
        }
        match self.open.last_mut().map(|open| &mut open.content) {
            Some(Content::Map(map)) if is_merge => map.key = Some(Key::Merge),
            Some(Content::Map(map)) => map.name(name, place, span)?,
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, open: Open) -> Result<(), ReadError> {
        self.count(1, open.place)?;
        self.check_depth(1, open.place)?;
        if open.anchor > 0 {
            self.anchors.insert(open.anchor, None);
        }
        self.open.push(open);
        Ok(())
    }

    fn close(&mut self, end: Span) -> Result<(), ReadError> {
        let Some(Open { place, span, anchor, content }) = self.open.pop() else { return Ok(()) };
        let value = match content {
            Content::List(items) => Value::List(items),
            Content::Map(map) => Value::Map(map.merge()?),
        };
        let span = Span { start: span.start, end: end.end.max(span.start) };
        let node = Node { value, place, span };
        self.remember(anchor, &node, None)?;
        self.add(node, None)
    }

    fn alias(&mut self, anchor: usize, place: Place) -> Result<(), ReadError> {
        let anchored = match self.anchors.get(&anchor) {
            Some(Some(anchored)) => anchored,
            Some(None) => return Err(refused(place)("an alias is inside the node that it refers to")),
            None => return Err(refused(place)("an alias refers to no anchor")),
        };
        let Size { nodes, bytes, depth } = anchored.size;
        self.repeat(bytes, place)?;
        self.count(nodes, place)?;
        self.check_depth(depth, place)?;
        let Some(Some(Anchored { node, key, .. })) = self.anchors.get(&anchor) else { return Ok(()) };
        let (node, key) = (Node { place, ..node.clone() }, key.clone());
        self.add(node, key)
    }

    fn remember(&mut self, anchor: usize, node: &Node, key: Option<String>) -> Result<(), ReadError> {
        if anchor == 0 {
            return Ok(());
        }
        let size = size(node);
        self.anchored.nodes = self.anchored.nodes.saturating_add(size.nodes);
        self.anchored.bytes = self.anchored.bytes.saturating_add(size.bytes);
        if self.anchored.nodes > MAX_NODES || self.anchored.bytes > MAX_REPEATED_BYTES {
            return Err(refused(node.place)("nested anchors contain too much"));
        }
        // It is cloned only once it is known to be within the limits.
        self.anchors.insert(anchor, Some(Anchored { node: node.clone(), key, size }));
        Ok(())
    }

    fn repeat(&mut self, bytes: usize, place: Place) -> Result<(), ReadError> {
        self.repeated_bytes = self.repeated_bytes.saturating_add(bytes);
        if self.repeated_bytes > MAX_REPEATED_BYTES {
            let what = format!("aliases repeat more than {} MiB of text", MAX_REPEATED_BYTES >> 20);
            return Err(refused(place)(what));
        }
        Ok(())
    }

    fn count(&mut self, nodes: usize, place: Place) -> Result<(), ReadError> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > MAX_NODES {
            let what = format!("the document has more than {MAX_NODES} nodes, aliases expanded");
            return Err(refused(place)(what));
        }
        Ok(())
    }

    fn check_depth(&self, more: usize, place: Place) -> Result<(), ReadError> {
        if self.open.len() + more > MAX_DEPTH {
            return Err(refused(place)(format!("the document is nested more than {MAX_DEPTH} levels deep")));
        }
        Ok(())
    }

    /// Adds a complete node to its parent. `key` is its text if it can be a key.
    fn add(&mut self, node: Node, key: Option<String>) -> Result<(), ReadError> {
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map(map)) => map.add(node, key)?,
        }
        Ok(())
    }
}

impl OpenMap {
    /// Adds a key. `200` and `"200"` are different keys in YAML, but the same in `OpenAPI`.
    fn name(&mut self, key: String, place: Place, span: Span) -> Result<(), ReadError> {
        if !self.keys.insert(key.clone()) {
            return Err(refused(place)(format!("duplicate mapping key: {key}")));
        }
        self.key = Some(Key::Named { key, place, span });
        Ok(())
    }

    fn add(&mut self, node: Node, text: Option<String>) -> Result<(), ReadError> {
        match (self.key.take(), text) {
            (Some(Key::Named { key, place, span }), _) => {
                self.members.push(Member { key, place, span, node });
            }
            (Some(Key::Merge), _) => self.merged.push(node),
            (None, Some(key)) => self.name(key, node.place, node.span)?,
            (None, None) => {
                let what = format!("a key is {}, but has to be a string or a number", node.kind());
                return Err(refused(node.place)(what));
            }
        }
        Ok(())
    }

    /// The entries, including those from `<<`: written entries take precedence, then earlier merges.
    fn merge(mut self) -> Result<Vec<Member>, ReadError> {
        for node in std::mem::take(&mut self.merged) {
            match node.value {
                Value::Null => {}
                Value::List(items) => items.into_iter().try_for_each(|item| self.merge_from(item))?,
                _ => self.merge_from(node)?,
            }
        }
        Ok(self.members)
    }

    /// Merged entries have the place of the `<<` value.
    fn merge_from(&mut self, node: Node) -> Result<(), ReadError> {
        let Node { value: Value::Map(members), place, .. } = node else {
            return Err(refused(node.place)("`<<` merges maps, but this is not a map"));
        };
        for member in members {
            if self.keys.insert(member.key.clone()) {
                self.members.push(Member { place, node: Node { place, ..member.node }, ..member });
            }
        }
        Ok(())
    }
}

impl Scalar<'_> {
    /// The text as a key, or an error. `~` and empty scalars are not valid keys; quoted ones are.
    fn name(&self) -> Result<String, String> {
        let is_null = match self.core_tag() {
            Some(tag) => tag == "null",
            None => self.is_plain && !self.is_text() && scalar::is_null(&self.text),
        };
        if is_null {
            return Err("a key is missing or null; quote it if it is meant to be `null` or `~`".to_owned());
        }
        Ok(self.text.clone().into_owned())
    }

    fn core_tag(&self) -> Option<&str> {
        self.tag.as_deref().and_then(Tag::core_suffix)
    }

    fn value(self, tags: Tags) -> Result<Value, String> {
        match self.core_tag() {
            None if tags == Tags::Any && self.is_binary() => Ok(Value::Binary(self.text.into_owned())),
            None if tags == Tags::Any && self.tag.is_some() => Ok(Value::Text(self.text.into_owned())),
            Some("str") => Ok(Value::Text(self.text.into_owned())),
            Some(tag) => scalar::tagged(tag, &self.text),
            None if self.is_plain && !self.is_text() => match scalar::plain(&self.text) {
                // Programs leave a text such as `1e999` unquoted.
                Err(_) if tags == Tags::Any => Ok(Value::Text(self.text.into_owned())),
                value => value,
            },
            _ => Ok(Value::Text(self.text.into_owned())),
        }
    }

    fn is_binary(&self) -> bool {
        let is_binary = |tag: &Tag| {
            tag.suffix_in_namespace(YAML_TAGS).as_deref() == Some("binary") || tag.parts() == ("!", "binary")
        };
        self.tag.as_deref().is_some_and(is_binary)
    }

    fn is_merge(&self) -> bool {
        let is_tagged = |tag: &Tag| tag.suffix_in_namespace(YAML_TAGS).as_deref() == Some("merge");
        self.text == "<<" && self.tag.as_deref().map_or(self.is_plain, is_tagged)
    }

    /// True for `! 200`, which is a text.
    fn is_text(&self) -> bool {
        self.tag.as_deref().is_some_and(|tag| tag.parts() == ("", "!"))
    }
}

/// Rejects a list or map with a core-schema tag for another kind of node.
fn check_tag(tag: Option<&Tag>, own: &str) -> Result<(), String> {
    match tag.and_then(Tag::core_suffix) {
        Some(tag) if tag != own => Err(format!("the tag !!{tag} does not match its node")),
        _ => Ok(()),
    }
}

fn refused<W: Into<String>>(place: Place) -> impl FnOnce(W) -> ReadError {
    move |what| ReadError { what: what.into(), place }
}

fn size(node: &Node) -> Size {
    let own = Size { nodes: 1, bytes: node.text().map_or(0, str::len), depth: 0 };
    let keys = node.members().iter().map(|member| Size { nodes: 1, bytes: member.key.len(), depth: 0 });
    let values = node.members().iter().map(|member| size(&member.node));
    let inner = keys.chain(values).chain(node.items().iter().map(size));
    let is_collection = usize::from(matches!(node.value, Value::List(_) | Value::Map(_)));
    let all = inner.fold(own, |all, one| Size {
        nodes: all.nodes + one.nodes,
        bytes: all.bytes + one.bytes,
        depth: all.depth.max(one.depth),
    });
    Size { depth: all.depth + is_collection, ..all }
}
