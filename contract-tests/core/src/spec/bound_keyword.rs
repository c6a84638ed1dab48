//! The keywords that bound a number, a length or a count.

crate::vocabulary! {
    /// A keyword that bounds a number, a length or a count.
    pub enum BoundKeyword {
        /// `minimum`
        Minimum = "minimum",
        /// `maximum`
        Maximum = "maximum",
        /// `multipleOf`
        MultipleOf = "multipleOf",
        /// `minLength`
        MinLength = "minLength",
        /// `maxLength`
        MaxLength = "maxLength",
        /// `minItems`
        MinItems = "minItems",
        /// `maxItems`
        MaxItems = "maxItems",
        /// `minProperties`
        MinProperties = "minProperties",
        /// `maxProperties`
        MaxProperties = "maxProperties",
        /// `contains`, without a bound of its own
        Contains = "contains",
        /// `minContains`
        MinContains = "minContains",
        /// `maxContains`
        MaxContains = "maxContains",
    }
}
