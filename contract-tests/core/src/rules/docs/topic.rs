//! The topics of disagreements in the docs.

crate::vocabulary! {
    /// The topic of a disagreement. Findings on pages are grouped by it.
    pub enum Topic {
        /// The response has two different envelopes.
        Envelope = "envelope" / "Envelopes",
        /// A property has two names.
        Name = "name" / "Two names for one property",
        /// Values have two forms: masks, ids, years, timestamps.
        Form = "form" / "Two forms of one value",
        /// Two JSON types.
        Type = "type" / "Two types",
        /// A value missing from the list of values, or two lists.
        Enumeration = "enumeration" / "Values and lists of values",
        /// Required in one place and not in another.
        Required = "required" / "Required and optional",
        /// A parameter that is only in one of two lists.
        Parameter = "parameter" / "Parameters in one list only",
        /// Two defaults or limits.
        Default = "default" / "Defaults and limits",
        /// Pages are numbered from two different numbers.
        PageBase = "page-base" / "The number of the first page",
        /// Two samples of one object each have fields that the other lacks.
        Variant = "variant" / "Object variants: each sample has fields that the other lacks",
        /// A sample of an object has fewer fields than another.
        Extent = "extent" / "One sample shows more than the other",
        /// Documented as omitted, but shown.
        Absence = "absence" / "Documented as omitted, but shown",
        /// Two statuses for one response.
        Status = "status" / "Statuses",
        /// Two authorization schemes.
        Auth = "auth" / "Authorization",
        /// Two addresses for one operation.
        Address = "address" / "Addresses",
        /// Values of one sample that exclude each other.
        Consistency = "consistency" / "Values that exclude each other",
        /// A list is announced, but none follows.
        Announcement = "announcement" / "Announced, but missing",
        /// The spec differs.
        Spec = "spec" / "Docs against spec",
    }
}

impl Topic {
    /// The repair.
    #[must_use]
    pub fn repair(self) -> &'static str {
        match self {
            Self::Extent => {
                "take the longer sample as the rule, and make fields that only one of them has optional"
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
                "correct the spec, or mark the place with x-correction and give the reason in corrections.toml"
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
                "decide which statement is right, update the spec, and settle the finding in corrections.toml"
            }
        }
    }
}
