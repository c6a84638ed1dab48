//! Files to upload.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Frame;
use reqwest::Body;
use reqwest::multipart::Part;

use crate::error::Error;

/// 10 MiB. The vendor states no limit.
const DEFAULT_LIMIT: u64 = 10 * 1024 * 1024;

/// A file to upload: its media type and its bytes, which are streamed.
///
/// The length is known before anything is sent, so a file beyond the [limit](Self::limit) sends nothing.
///
/// ```
/// let picture = cartevo::Upload::from_bytes("image/png", b"the bytes of a picture".as_slice()).file_name("front.png");
/// # let _ = picture;
/// ```
#[must_use]
pub struct Upload {
    media_type: String,
    file_name: Option<String>,
    length: u64,
    limit: u64,
    content: Content,
}

type Chunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// The bytes of a file, whose length is known.
struct Content {
    /// A body has to be `Sync`, which streams of callers need not be.
    chunks: Mutex<Chunks>,
    remaining: u64,
}

impl Upload {
    /// Creates an upload of bytes in memory. They are not copied.
    pub fn from_bytes(media_type: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = bytes.len() as u64;
        Self::from_stream(media_type, length, Once(Some(bytes)))
    }

    /// Creates an upload of a stream of chunks, with its length in bytes. A stream of another length breaks the request off.
    ///
    /// ```
    /// # use std::{io, pin::Pin, task::{Context, Poll}};
    /// # struct Chunks;
    /// # impl futures_core::Stream for Chunks {
    /// #     type Item = io::Result<Vec<u8>>;
    /// #     fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> { Poll::Ready(None) }
    /// # }
    /// # let (chunks, length) = (Chunks, 4711);
    /// let scan = cartevo::Upload::from_stream("application/pdf", length, chunks);
    /// # let _ = scan;
    /// ```
    pub fn from_stream<S, B>(media_type: impl Into<String>, length: u64, chunks: S) -> Self
    where
        S: Stream<Item = io::Result<B>> + Send + 'static,
        B: Into<Bytes>,
    {
        let content =
            Content { chunks: Mutex::new(Box::pin(IntoBytes(Box::pin(chunks)))), remaining: length };
        Self { media_type: media_type.into(), file_name: None, length, limit: DEFAULT_LIMIT, content }
    }

    /// Sets the name of the file that the server is told. Default: the name of the field.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the size in bytes up to which the file is sent. Default: 10 MiB. The vendor states no limit.
    pub fn limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// The part of a form. Its content is streamed.
    pub(crate) fn into_part(self, field: &'static str) -> Result<Part, Error> {
        self.check(field)?;
        let file_name = self.file_name.unwrap_or_else(|| field.to_owned());
        let part = Part::stream_with_length(Body::wrap(self.content), self.length).file_name(file_name);
        let reason = "the media type has a form such as image/png";
        part.mime_str(&self.media_type).map_err(|_| Error::InvalidInput { field, reason })
    }

    /// Checks what can be checked before anything is sent.
    fn check(&self, field: &'static str) -> Result<(), Error> {
        let refused = |reason| Err(Error::InvalidInput { field, reason });
        if self.length == 0 {
            return refused("the file is empty");
        }
        if self.length > self.limit {
            return refused("the file is larger than the limit of the upload");
        }
        let is_plain = |text: &str| text.bytes().all(|byte| (0x20..0x7f).contains(&byte) && byte != b'"');
        if !self.file_name.as_deref().is_none_or(is_plain) {
            return refused("a file name consists of ASCII characters without quotes");
        }
        Ok(())
    }
}

impl fmt::Debug for Upload {
    /// Omits the content and the name of the file, which may be a person's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("media_type", &self.media_type)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

impl http_body::Body for Content {
    type Data = Bytes;
    type Error = io::Error;

    /// The next chunk; an error if the stream is shorter or longer than announced.
    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let chunks = self.chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Poll::Ready(chunk) = chunks.as_mut().poll_next(context) else { return Poll::Pending };
        let wrong = |what| Poll::Ready(Some(Err(io::Error::new(io::ErrorKind::InvalidData, what))));
        match chunk {
            Some(Ok(chunk)) => match self.remaining.checked_sub(chunk.len() as u64) {
                Some(remaining) => {
                    self.remaining = remaining;
                    Poll::Ready(Some(Ok(Frame::data(chunk))))
                }
                None => wrong("the file is longer than announced"),
            },
            Some(Err(error)) => Poll::Ready(Some(Err(error))),
            None if self.remaining > 0 => wrong("the file is shorter than announced"),
            None => Poll::Ready(None),
        }
    }
}

/// A stream of one chunk.
struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

struct IntoBytes<S>(Pin<Box<S>>);

impl<S, B> Stream for IntoBytes<S>
where
    S: Stream<Item = io::Result<B>>,
    B: Into<Bytes>,
{
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map(|chunk| chunk.map(|chunk| chunk.map(Into::into)))
    }
}
