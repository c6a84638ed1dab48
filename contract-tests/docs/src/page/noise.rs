//! Parts of a page without claims.

use contract_core::vocabulary;

vocabulary! {
    /// The kind of a part that does not describe the API.
    pub(crate) enum Noise {
        /// A button or a link around the page.
        SiteControl = "site-control" / "a control of the site, not the page",
        /// A note that the site shows on every page.
        SiteNote = "site-note" / "a note of the site to readers",
        /// Metadata at the top of a page.
        FrontMatter = "front-matter" / "front matter",
        /// An import, an export or a rule.
        Directive = "directive" / "a directive of the page",
        /// A comment by the author.
        Comment = "comment" / "a comment",
        /// A component without content of its own.
        Component = "component" / "a component that arranges the page",
        /// A tag in Markdown.
        Tag = "tag" / "mark-up that arranges the page",
        /// The tags of an HTML page.
        Markup = "markup" / "mark-up of the page",
        /// The title of an HTML page.
        Title = "title" / "the title of the page",
        /// A heading without text.
        EmptyHeading = "empty-heading" / "an empty heading",
        /// The line of a fence.
        Fence = "fence" / "a fence",
        /// The fence of an OpenAPI document.
        DocumentFence = "document-fence" / "the fence of a document",
        /// A fence without content.
        EmptyFence = "empty-fence" / "an empty fence",
        /// A code block without content.
        EmptyCode = "empty-code" / "an empty block of code",
        /// The name of a language or tool above code.
        CodeTitle = "code-title" / "the title of a code example",
        /// A label above a sample.
        SampleLabel = "sample-label" / "a label of the sample below it",
        /// The method, if the path is elsewhere.
        Method = "method" / "the method of the operation",
        /// The headers of a raw HTTP request that every request has.
        SentHeader = "sent-header" / "a header of a raw HTTP request",
        /// A path with values instead of parameters.
        FilledCall = "filled-call" / "a call with values instead of parameter names",
        /// A sample inside a field.
        FieldExample = "field-example" / "an example value of a field",
    }
}

impl Noise {
    /// True if it is understood as saying nothing about the API.
    pub(crate) fn says_nothing(self) -> bool {
        !matches!(self, Self::FieldExample)
    }

    /// True for text of the site rather than the page. It changes frequently and is excluded from the hash.
    pub(crate) fn is_of_site(self) -> bool {
        match self {
            Self::SiteControl | Self::SiteNote => true,
            Self::FrontMatter
            | Self::Directive
            | Self::Comment
            | Self::Component
            | Self::Tag
            | Self::Markup
            | Self::Title
            | Self::EmptyHeading
            | Self::Fence
            | Self::DocumentFence
            | Self::EmptyFence
            | Self::EmptyCode
            | Self::CodeTitle
            | Self::SampleLabel
            | Self::Method
            | Self::SentHeader
            | Self::FilledCall
            | Self::FieldExample => false,
        }
    }
}
