//! The sections of a page, as its headings nest them.

use super::announced::Announced;
use super::context::Context;
use crate::page::Heading;

/// The section that is being read, and those around it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sections {
    /// What the headings of the current section state.
    pub(crate) current: Context,
    /// The open sections, outermost first, with the levels of their headings.
    open: Vec<(u8, Context)>,
    /// The sections around each open component with a title, outermost first.
    around: Vec<Around>,
}

/// The sections around a component.
#[derive(Debug, Clone)]
struct Around {
    current: Context,
    open: Vec<(u8, Context)>,
    /// True if the title of the component names a part.
    is_part: bool,
}

impl Sections {
    /// Enters the section of a heading. Returns true if the heading names a status.
    pub(crate) fn enter(&mut self, heading: &Heading) -> bool {
        // Without levels, a section ends where the next one begins.
        if heading.level == 0 {
            return self.current.enter_next(&heading.text);
        }
        let beside = self.leave(heading.level);
        let mut section = self.around();
        let names_status = match beside {
            Some(before) if section.is_open() && Context::goes_on(&heading.text) => {
                section = before;
                section.is_past_head = true;
                false
            }
            _ => section.enter_within(&heading.text),
        };
        section.title.clone_from(&heading.text);
        self.open.push((heading.level, section.clone()));
        self.current = section;
        names_status
    }

    /// Enters a component with a title, such as a tab. Returns true if the title names a status.
    pub(crate) fn enter_container(&mut self, title: &str) -> bool {
        let is_part = Context::is_of_part(title);
        self.around.push(Around { current: self.current.clone(), open: self.open.clone(), is_part });
        if !is_part {
            return false;
        }
        let names_status = self.current.enter_within(title);
        // The headings inside of it are below it.
        self.open.push((0, self.current.clone()));
        names_status
    }

    /// Leaves the innermost component with a title.
    pub(crate) fn leave_container(&mut self) {
        let Some(around) = self.around.pop() else { return };
        // A bold line in a note is a title of the note; a heading in other components may go on below them.
        let is_of_note = self.open.get(around.open.len()..).is_some_and(|inside| {
            !inside.is_empty() && inside.iter().all(|(level, _)| *level == Heading::BOLD)
        });
        if around.is_part || is_of_note {
            self.current = around.current;
            self.open = around.open;
        }
    }

    /// Begins the description of an operation: its title states nothing about its parts.
    pub(crate) fn begin(&mut self) {
        let level = self.open.pop().map_or(0, |(level, _)| level);
        self.current = Context { is_past_head: true, is_title: true, ..Context::default() };
        if level > 0 {
            self.open.push((level, self.current.clone()));
        }
    }

    /// True if a heading of this level would be below the current one.
    pub(crate) fn is_below(&self, level: u8) -> bool {
        // A bold line is no section of its own here.
        let around = self.open.iter().rev().find(|(open, _)| *open < Heading::BOLD);
        level > 0 && around.is_none_or(|(open, _)| level > *open)
    }

    /// True if a heading of this level would be beside the current one.
    pub(crate) fn is_beside(&self, level: u8) -> bool {
        level > 0 && self.open.last().is_some_and(|(open, _)| *open == level)
    }

    /// Notes what a sentence says of the list or the sample below it, which may stand under a heading of its own.
    pub(crate) fn announce(&mut self, said: Option<Announced>) {
        self.current.announced = said;
        if let Some((_, open)) = self.open.last_mut() {
            open.announced = said;
        }
    }

    /// Notes that a list or a sample was read: further headings are not what a sentence above announced.
    pub(crate) fn take_announced(&mut self, is_list: bool) {
        self.current.has_list |= is_list;
        for (_, open) in &mut self.open {
            open.has_list |= is_list;
            open.announced = None;
        }
    }

    /// Leaves all sections.
    pub(crate) fn end(&mut self) {
        *self = Self {
            current: Context { is_past_head: self.current.is_past_head, ..Context::default() },
            open: Vec::new(),
            around: std::mem::take(&mut self.around),
        };
    }

    /// Leaves the sections that a heading ends. Returns the one on its own level.
    fn leave(&mut self, level: u8) -> Option<Context> {
        let mut beside = None;
        while self.open.last().is_some_and(|(open, _)| *open >= level) {
            beside = self.open.pop().filter(|(open, _)| *open == level).map(|(_, context)| context);
        }
        beside
    }

    /// What the sections around the next one state.
    fn around(&self) -> Context {
        let outer = self.open.last().map(|(_, context)| context.clone()).unwrap_or_default();
        Context { is_past_head: true, is_title: false, ..outer }
    }
}
