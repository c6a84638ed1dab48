//! Parts of a page that make no claim.

use contract_core::vocabulary;

vocabulary! {
    /// What a part of a page is that does not speak of the API.
    pub(crate) enum Noise {
        /// A button or a link around the page.
        SiteControl = "site-control" / "a control of the site, not the page",
        /// What the site tells readers and agents on every page.
        SiteNote = "site-note" / "a note of the site to its readers",
        /// Data about the page in its head.
        FrontMatter = "front-matter" / "front matter",
        /// An import, an export or a rule.
        Directive = "directive" / "a directive of the page",
        /// A comment of the author.
        Comment = "comment" / "a comment",
        /// A component without content of its own.
        Component = "component" / "a component that arranges the page",
        /// A tag in Markdown.
        Tag = "tag" / "mark-up that arranges the page",
        /// The tags of an HTML page.
        Markup = "markup" / "mark-up of the page",
        /// The title of an HTML page.
        Title = "title" / "the title of the page",
        /// A heading without words.
        EmptyHeading = "empty-heading" / "an empty heading",
        /// The line of a fence.
        Fence = "fence" / "a fence",
        /// The line of a fence around an OpenAPI document.
        DocumentFence = "document-fence" / "the fence of a document",
        /// A fence with nothing in it.
        EmptyFence = "empty-fence" / "an empty fence",
        /// A block of code with nothing in it.
        EmptyCode = "empty-code" / "an empty block of code",
        /// The name of a language or a tool over code.
        CodeTitle = "code-title" / "the title of a code example",
        /// A label over a sample.
        SampleLabel = "sample-label" / "says what the sample below it is",
        /// The method, where the path stands elsewhere.
        Method = "method" / "the method of the operation",
        /// Lines as they go over the wire.
        SentRequest = "sent-request" / "a request as it is sent",
        /// A path with values for its parameters.
        FilledCall = "filled-call" / "a call with values in the place of names",
        /// A sample inside of a field.
        FieldExample = "field-example" / "an example of the value of a field",
    }
}

impl Noise {
    /// Does the site say it, and not the page? It changes from day to day and is no part of a page's hash.
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
            | Self::SentRequest
            | Self::FilledCall
            | Self::FieldExample => false,
        }
    }
}
