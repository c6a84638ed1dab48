//! The front matter of a Markdown page, which is YAML.

use cartevo_yaml::{Member, read_first};
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::Reader;
use crate::model::says_nothing;
use crate::page::{Kind, Noise};
use crate::read::embedded;
use crate::read::front::path_of;
use crate::read::markdown_lines::operation;
use crate::vocabulary::method;

impl Reader {
    pub(super) fn front_matter(&mut self, text: &str) {
        let Some(yaml) = yaml_of(text) else { return };
        // The lines of the marks are the first, and the one after the YAML.
        let last = yaml.lines().count() + 1;
        self.at = last + 1;
        self.noise(0);
        self.noise(last);
        let Ok(root) = read_first(yaml) else {
            return self.unread(1, last, "front matter that is not YAML");
        };
        let members = root.members();
        if let Some((line, method, path)) = named_by_keys(members) {
            self.add(line + 1, line + 1, Kind::Operation { method, path });
        }
        let mut from = 1;
        for (at, member) in members.iter().enumerate() {
            let next = members.get(at + 1).map_or(last, |next| next.place.line as usize);
            self.entry(member, yaml.get(member.node.span.range()), from, next);
            from = next;
        }
        if members.is_empty() && last > 1 {
            self.unread(1, last, "front matter that was not understood");
        }
    }

    /// An entry, its value as written, and the indexes of its lines.
    fn entry(&mut self, member: &Member, written: Option<&str>, from: usize, to: usize) {
        let line = member.place.line + 1;
        let text = member.node.text();
        let named = text.or(written).filter(|_| matches!(member.key.as_str(), "openapi" | "api"));
        if let Some((method, path, document)) = named.and_then(embedded::document) {
            self.add(line, line, Kind::Operation { method, path });
            self.add(line, line, Kind::OpenApi(document));
        } else if let Some((method, path)) = named.and_then(operation) {
            self.add(line, line, Kind::Operation { method, path });
        }
        if is_of_site(&member.key) || text.is_some_and(says_nothing) {
            return (from..to).for_each(|at| self.noise(at));
        }
        self.unread(from, to, "front matter that was not understood");
    }

    fn noise(&mut self, at: usize) {
        let line = self.line(at);
        self.add(line, line, Kind::Noise(Noise::FrontMatter));
    }

    fn unread(&mut self, from: usize, to: usize, why: &str) {
        for line in (from..to).map(|at| self.line(at)).collect::<Vec<_>>() {
            self.add(line, line, Kind::Unread(why.to_owned()));
        }
    }
}

/// The YAML between the marks of a page's front matter.
fn yaml_of(text: &str) -> Option<&str> {
    let (event, range) =
        Parser::new_ext(text, Options::ENABLE_YAML_STYLE_METADATA_BLOCKS).into_offset_iter().next()?;
    if range.start != 0 || !matches!(event, Event::Start(Tag::MetadataBlock(_))) {
        return None;
    }
    let block = text.get(range)?.trim_end();
    let inside = block.split_once('\n').map(|(_, inside)| inside)?;
    inside.strip_suffix("---").or_else(|| inside.strip_suffix("..."))
}

/// The operation of front matter with keys of their own for method and path.
fn named_by_keys(members: &[Member]) -> Option<(u32, &'static str, String)> {
    let value = |names: &[&str]| {
        let member = members.iter().find(|member| names.contains(&member.key.as_str()))?;
        member.node.text().map(|text| (member.place.line, text))
    };
    let (line, verb) = value(&["method", "httpMethod"])?;
    let verb = method(&verb.to_ascii_uppercase())?;
    let (_, path) = value(&["route", "path", "endpoint"])?;
    let path = path_of(path);
    (path.starts_with('/') && path.len() > 1).then(|| (line, verb, path.to_owned()))
}

/// True for a key of front matter that is about the page: its title, its place in the menu.
fn is_of_site(key: &str) -> bool {
    const KEYS: &[&str] = &[
        "author",
        "category",
        "date",
        "description",
        "draft",
        "excerpt",
        "full",
        "hidden",
        "hide_table_of_contents",
        "hide_title",
        "icon",
        "id",
        "info_path",
        "keywords",
        "lang",
        "language_tabs",
        "layout",
        "mode",
        "og:image",
        "og:title",
        "order",
        "permalink",
        "public",
        "search",
        "sidebarTitle",
        "sidebar_class_name",
        "sidebar_label",
        "sidebar_position",
        "slug",
        "tag",
        "tags",
        "toc_footers",
        "custom_edit_url",
        "pagination_next",
        "pagination_prev",
        "title",
        "weight",
    ];
    KEYS.contains(&key)
}
