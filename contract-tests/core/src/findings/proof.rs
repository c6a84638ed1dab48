//! What proves a rename: a table of the least evidence for "likely".
//!
//! [Points](super::points) order the pairs of names; the rows here decide. A field that is new beside an
//! optional one that was not sent looks like a rename in all but one respect: nothing shows that the old name
//! stopped. Most rows therefore want a name that is missed or stopped.

/// How alike two names are, from the least to the most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Names {
    /// They share a word and each has its own as well, as names of neighbours do: `billing_city` and
    /// `shipping_city`.
    Parallel,
    /// They have nothing in common.
    #[default]
    Strange,
    /// One is an abbreviation of the other, or the other with more words.
    Related,
    /// The same but for number, order, version, a slip, or the word for the kind of the value.
    Similar,
    /// The same in another style.
    Same,
}

/// How alike the values are, from the least to the most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Values {
    /// They do not match the declared schema, or are of another class.
    Unlike,
    /// All are null.
    #[default]
    Unseen,
    /// They match the schema, as the values of many other fields would.
    Type,
    /// They have a format, pattern or class that few values have by chance.
    Telling,
    /// All are listed in the enum.
    Listed,
    /// Objects with the declared members and no others.
    Members,
    /// Many are all listed in the enum.
    ManyListed,
}

/// What is known of the absence of the declared name, from the least to the most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Absence {
    /// It is optional and was never present.
    #[default]
    Unknown,
    /// It was present elsewhere, but other objects have neither name.
    Elsewhere,
    /// It was present, and every object has one of the two names.
    Stopped,
    /// It is required, and missing only where the undeclared name is present.
    Missed,
}

/// What siblings of the pair in the same object show: others whose names differ in the same words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Siblings {
    /// None changed in the same way.
    #[default]
    None,
    /// One did, with a declared name that is missed or stopped.
    Alike,
    /// One did, and is a rename without this help.
    Proven,
}

/// Whether the pair has a rival.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rivals {
    /// One of the names has another candidate.
    #[default]
    Some,
    /// Neither has.
    None,
}

/// The evidence for one pair of names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    pub(super) absence: Absence,
    pub(super) names: Names,
    pub(super) values: Values,
    pub(super) exchanges: u64,
    pub(super) siblings: Siblings,
    pub(super) rivals: Rivals,
}

/// From this number on, exchanges are several: a fault of one server or one record shows in fewer.
const SEVERAL: u64 = 3;

const LEAST: Evidence = Evidence {
    absence: Absence::Unknown,
    names: Names::Parallel,
    values: Values::Unlike,
    exchanges: 1,
    siblings: Siblings::None,
    rivals: Rivals::Some,
};

/// The least evidence, each row enough by itself. Where a row comes from is said above it: an API whose
/// change of years was replayed, or a name in an exchange of the tests.
const ENOUGH: &[Evidence] = &[
    // `auto_filled_fields` and `autoFilledFields`: nobody names two fields so.
    Evidence { names: Names::Same, ..LEAST },
    // Required `currency` is gone and `ccy` has a code of three letters.
    Evidence { absence: Absence::Missed, names: Names::Related, values: Values::Telling, ..LEAST },
    // Required `transaction_id` is gone and `ref` has a UUID, in exchange after exchange.
    Evidence { absence: Absence::Missed, values: Values::Telling, exchanges: SEVERAL, ..LEAST },
    // Required `type` is gone and `type_v2` is there, in exchange after exchange.
    Evidence {
        absence: Absence::Missed,
        names: Names::Similar,
        values: Values::Type,
        exchanges: SEVERAL,
        ..LEAST
    },
    // Stripe's settlements: `interchange_fees`, `net_total` and `network_fees` all got `_amount`.
    Evidence {
        absence: Absence::Missed,
        names: Names::Related,
        values: Values::Type,
        siblings: Siblings::Alike,
        ..LEAST
    },
    // Adyen's phones: `phoneCountryCode` became `countryCode`.
    Evidence {
        absence: Absence::Stopped,
        names: Names::Related,
        values: Values::Telling,
        exchanges: SEVERAL,
        ..LEAST
    },
    // Stripe's invoices: `billing` became `collection_method`.
    Evidence { absence: Absence::Stopped, values: Values::Listed, exchanges: SEVERAL, ..LEAST },
    // `masked_pan` and `masked_number` with masked numbers: the same but for the word for the kind.
    Evidence { names: Names::Similar, values: Values::Telling, exchanges: SEVERAL, ..LEAST },
    // `data` and `result` with the same members: an envelope under another name.
    Evidence { names: Names::Similar, values: Values::Members, ..LEAST },
    // `brand` and `network` with nothing but names of brands, and no other candidate.
    Evidence {
        names: Names::Strange,
        values: Values::ManyListed,
        exchanges: SEVERAL,
        rivals: Rivals::None,
        ..LEAST
    },
    // `holder_line2`, optional, where required `owner_name` became `holder_name`.
    Evidence { names: Names::Parallel, values: Values::Type, siblings: Siblings::Proven, ..LEAST },
];

impl Evidence {
    /// True if it is enough for "likely".
    pub(super) fn is_enough(&self) -> bool {
        ENOUGH.iter().any(|least| self.reaches(least))
    }

    fn reaches(&self, least: &Self) -> bool {
        self.absence >= least.absence
            && self.names >= least.names
            && self.values >= least.values
            && self.exchanges >= least.exchanges
            && self.siblings >= least.siblings
            && self.rivals >= least.rivals
    }

    /// True if a pair with this evidence supports siblings whose names differ in the same words.
    pub(super) fn supports_siblings(&self) -> bool {
        self.absence >= Absence::Stopped && self.values >= Values::Type
    }

    /// True if it may be more than "likely": several exchanges, and a name that is missed or stopped.
    pub(super) fn may_be_sure(&self) -> bool {
        self.exchanges >= SEVERAL && self.absence >= Absence::Stopped
    }
}

#[cfg(test)]
mod tests {
    use super::{Absence, Evidence, LEAST, Names, Rivals, SEVERAL, Siblings, Values};

    /// Everything that a new field beside an optional one that was not sent can have.
    #[test]
    fn a_new_field_beside_an_absent_one_is_never_likely() {
        for names in [Names::Parallel, Names::Strange, Names::Related] {
            for values in [Values::Unseen, Values::Type, Values::Telling, Values::Listed, Values::Members] {
                for absence in [Absence::Unknown, Absence::Elsewhere] {
                    for siblings in [Siblings::None, Siblings::Alike] {
                        let rivals = Rivals::None;
                        let all = Evidence { absence, names, values, exchanges: 1000, siblings, rivals };
                        assert!(!all.is_enough(), "{all:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn values_of_another_kind_prove_nothing_but_a_style() {
        let all = Evidence {
            absence: Absence::Missed,
            values: Values::Unlike,
            exchanges: 1000,
            siblings: Siblings::Proven,
            rivals: Rivals::None,
            names: Names::Similar,
        };
        assert!(!all.is_enough());
        assert!(Evidence { names: Names::Same, ..all }.is_enough());
    }

    #[test]
    fn more_evidence_is_never_less() {
        let least =
            Evidence { absence: Absence::Missed, names: Names::Related, values: Values::Telling, ..LEAST };
        assert!(least.is_enough() && !least.may_be_sure());
        let more = Evidence { exchanges: SEVERAL, names: Names::Same, values: Values::ManyListed, ..least };
        assert!(more.is_enough() && more.may_be_sure());
    }
}
