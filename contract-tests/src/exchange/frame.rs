//! Finds where one JSON value ends, byte by byte, without looking at what it says.

/// How far a value has been followed. Feed it the bytes from the first one of the value on.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Frame {
    depth: usize,
    in_string: bool,
    after_backslash: bool,
    in_scalar: bool,
}

impl Frame {
    /// Follows the value through `bytes`; the length up to its end, if it ends here. The end of a number or a word is
    /// only seen at the byte after it.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if self.in_string {
                at = self.string(bytes, at)?;
                if self.depth == 0 && !self.in_string {
                    return Some(at);
                }
                continue;
            }
            match byte {
                b'"' if !self.in_scalar => self.in_string = true,
                b'{' | b'[' if !self.in_scalar => self.depth += 1,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 => return Some(at),
                _ if self.depth == 0 => self.in_scalar = true,
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// Inside a string, from `at` on: the offset after its end, or `None` if it goes on.
    fn string(&mut self, bytes: &[u8], mut at: usize) -> Option<usize> {
        if self.after_backslash {
            self.after_backslash = false;
            at += 1;
        }
        while let Some(next) = memchr::memchr2(b'"', b'\\', bytes.get(at..)?) {
            at += next;
            if bytes.get(at) == Some(&b'"') {
                self.in_string = false;
                return Some(at + 1);
            }
            if at + 1 >= bytes.len() {
                self.after_backslash = true;
                return None;
            }
            at += 2;
        }
        None
    }
}
