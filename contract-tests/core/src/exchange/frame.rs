//! Finds the end of a JSON value byte by byte, without parsing it.

use crate::json::scan::{self, BLOCK};

/// The state of the search. Feed it the bytes from the first byte of the value on.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Frame {
    depth: usize,
    in_string: bool,
    after_backslash: bool,
    in_scalar: bool,
}

impl Frame {
    /// Continues the search in `bytes`. Returns the length up to the end of the value, if it ends here. The
    /// end of a number or literal is only detected at the following byte.
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

    /// Inside a string, from `at`: the offset after its end, or `None` if it continues.
    fn string(&mut self, bytes: &[u8], mut at: usize) -> Option<usize> {
        while let Some(block) = bytes.get(at..)?.first_chunk::<BLOCK>() {
            let (quotes, backslashes) = scan::quotes_and_backslashes(block);
            let quotes = quotes & !self.escaped(backslashes);
            if quotes != 0 {
                (self.in_string, self.after_backslash) = (false, false);
                return Some(at + quotes.trailing_zeros() as usize + 1);
            }
            at += BLOCK;
        }
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                _ if self.after_backslash => self.after_backslash = false,
                b'\\' => self.after_backslash = true,
                b'"' => {
                    self.in_string = false;
                    return Some(at);
                }
                _ => {}
            }
        }
        None
    }

    /// The escaped bytes of a block, as bits; the first byte is the lowest bit.
    fn escaped(&mut self, backslashes: u64) -> u64 {
        let mut escaped = u64::from(self.after_backslash);
        let mut left = backslashes & !escaped;
        self.after_backslash = false;
        while left != 0 {
            let backslash = left & left.wrapping_neg();
            let next = backslash << 1;
            escaped |= next;
            // The byte after the last one is the first of the next block.
            self.after_backslash = next == 0;
            left &= !(backslash | next);
        }
        escaped
    }
}
