//! Why statements of the docs disagree.

crate::vocabulary! {
    /// Why two statements disagree; findings are grouped by it.
    pub enum Cause {
        /// The answer is wrapped in two ways.
        Envelope = "envelope" / "Envelopes",
        /// One thing has two names.
        Name = "name" / "Two names for one thing",
        /// Values have two forms: masks, ids, years, timestamps.
        Form = "form" / "Two forms of one value",
        /// Two JSON types.
        Type = "type" / "Two types",
        /// A value that the list of values leaves out, or two lists.
        Enumeration = "enumeration" / "Values and lists of values",
        /// Required here and not there.
        Required = "required" / "Required or not",
        /// A parameter that one list has and the other lacks.
        Parameter = "parameter" / "Parameters in one list only",
        /// Two defaults or limits.
        Default = "default" / "Defaults and limits",
        /// Pages are counted from two different numbers.
        PageBase = "page-base" / "The number of the first page",
        /// Each of two samples of one object has fields the other lacks.
        Variant = "variant" / "Object variants: each sample has fields that the other lacks",
        /// One sample of an object shows less than the other.
        Extent = "extent" / "One sample shows more than the other",
        /// Said to be left out, and shown.
        Absence = "absence" / "Said to be left out, and shown",
        /// Two statuses for one answer.
        Status = "status" / "Statuses",
        /// Two ways to authorize.
        Auth = "auth" / "Authorization",
        /// Two addresses for one operation.
        Address = "address" / "Addresses",
        /// Values of one sample that cannot go together.
        Consistency = "consistency" / "Values that cannot go together",
        /// A list is announced and none follows.
        Announcement = "announcement" / "Announced and missing",
        /// The spec says something else.
        Spec = "spec" / "Docs against spec",
    }
}

impl Cause {
    /// What to do about it.
    #[must_use]
    pub fn repair(self) -> &'static str {
        match self {
            Self::Extent => {
                "read the longer sample as the rule and make the fields of only one of them optional"
            }
            Self::Name => {
                "declare both names in the spec, the rarer one with x-alias-of, and settle the finding in corrections.toml"
            }
            Self::Variant | Self::Absence => {
                "make the field optional in the spec and settle the finding in corrections.toml"
            }
            Self::Parameter => {
                "decide which list is complete, declare the parameter, and settle the finding in corrections.toml"
            }
            Self::Announcement => "ask the vendor for the list, and settle the finding in corrections.toml",
            Self::Spec => {
                "correct the spec, or mark the place with x-correction and say why in corrections.toml"
            }
            Self::Envelope
            | Self::Form
            | Self::Type
            | Self::Enumeration
            | Self::Required
            | Self::Default
            | Self::PageBase
            | Self::Status
            | Self::Auth
            | Self::Address
            | Self::Consistency => {
                "decide which statement holds, write it into the spec, and settle the finding in corrections.toml"
            }
        }
    }
}
