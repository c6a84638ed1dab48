//! A file whose name leaves several formats, and whose content is none of them.

use std::io;

use strum::VariantArray as _;

use super::format::{Frame, Frames, TrafficFormat};
use super::sniff::Name;
use super::window::Window;

/// Says what the file could have been.
pub(super) struct UnknownContent {
    name: Name,
    is_said: bool,
}

impl UnknownContent {
    pub(super) fn new(name: Name) -> Self {
        Self { name, is_said: false }
    }
}

impl Frames for UnknownContent {
    fn next(&mut self, window: &mut Window, _: usize) -> io::Result<Frame> {
        if self.is_said {
            return Ok(Frame::End);
        }
        self.is_said = true;
        if window.view().iter().all(u8::is_ascii_whitespace) && !window.more()? {
            return Ok(Frame::Unread("the file is empty".to_owned()));
        }
        let allowed = TrafficFormat::VARIANTS.iter().filter(|format| self.name.allows(**format));
        let names: Vec<&str> = allowed.map(|format| format.as_str()).collect();
        let names = names.join(", ");
        Ok(Frame::Unread(format!("its content is of no format that is known ({names}); use --input-format")))
    }
}
