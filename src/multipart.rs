//! Bodies of the media type `multipart/form-data` (RFC 7578), streamed.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use crate::error::Error;
use crate::upload::{Content, Upload};

/// A form under construction.
pub(crate) struct Form {
    boundary: String,
    parts: VecDeque<Part>,
    length: u64,
}

enum Part {
    Bytes(Bytes),
    // A body has to be `Sync`, which streams of callers need not be.
    File(Box<Mutex<Content>>),
}

impl Form {
    pub(crate) fn new() -> Self {
        Self { boundary: boundary(), parts: VecDeque::new(), length: 0 }
    }

    /// Adds a field. Values have no form of their own, so only the boundary must not occur in them.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.bytes(format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n",
            self.boundary
        ));
    }

    /// Adds a file.
    pub(crate) fn file(&mut self, name: &'static str, upload: Upload) -> Result<(), Error> {
        upload.check(name)?;
        let file_name = upload.file_name.as_deref().unwrap_or(name);
        self.bytes(format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: {}\r\n\r\n",
            self.boundary, upload.media_type
        ));
        self.length += upload.length;
        self.parts.push_back(Part::File(Box::new(Mutex::new(upload.content))));
        self.bytes("\r\n".to_owned());
        Ok(())
    }

    /// The value of `Content-Type`.
    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    pub(crate) fn into_body(mut self) -> reqwest::Body {
        self.bytes(format!("--{}--\r\n", self.boundary));
        reqwest::Body::wrap(FormBody { parts: self.parts, remaining: self.length })
    }

    fn bytes(&mut self, text: String) {
        self.length += text.len() as u64;
        self.parts.push_back(Part::Bytes(text.into()));
    }
}

/// A boundary that no value contains: 128 random bits.
fn boundary() -> String {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let random = || RandomState::new().build_hasher().finish();
    format!("cartevo-{:016x}{:016x}", random(), random())
}

struct FormBody {
    parts: VecDeque<Part>,
    remaining: u64,
}

impl Body for FormBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        loop {
            let chunk = match self.parts.front_mut() {
                None => return Poll::Ready(None),
                Some(Part::Bytes(bytes)) => Some(Ok(std::mem::take(bytes))),
                Some(Part::File(file)) => {
                    let file = file.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
                    match file.poll(context) {
                        Poll::Pending => return Poll::Pending,
                        Poll::Ready(Some(chunk)) => Some(chunk),
                        Poll::Ready(None) => None,
                    }
                }
            };
            if !matches!((&chunk, self.parts.front()), (Some(_), Some(Part::File(_)))) {
                self.parts.pop_front();
            }
            if let Some(chunk) = chunk {
                let frame = chunk.map(|chunk| {
                    self.remaining = self.remaining.saturating_sub(chunk.len() as u64);
                    Frame::data(chunk)
                });
                return Poll::Ready(Some(frame));
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.parts.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.remaining)
    }
}
