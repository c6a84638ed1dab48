//! Which values of an exchange are kept, and where: a recording states it, so that no invented value counts as observed.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::joined_digits::{Kept, PublicKind, that_join_to_card_numbers};
use contract_core::exchange::{Exchange, ValueOrigin};
use contract_core::pointer::escaped;

/// The scalars of the current exchange, in the order in which they are written.
#[derive(Default)]
pub(super) struct Ledger {
    path: Vec<Step>,
    scalars: Vec<Scalar>,
    /// Scalars that are not kept, although they might be by themselves.
    refused: HashSet<ScalarIndex>,
    /// The pointers that the exchange itself lists as kept, if its values are invented.
    listed: Option<HashSet<String>>,
}

/// The index of a scalar of the exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ScalarIndex(usize);

enum Step {
    Name(String),
    Index(usize),
}

struct Scalar {
    /// Its place, with `*` for indexes.
    place: String,
    /// Its place, with indexes.
    pointer: String,
    state: State,
}

enum State {
    /// Kept, as this text.
    Kept(String, PublicKind),
    /// Kept, whatever is next to it.
    Fixed(String),
    /// Invented, because its place is not public.
    Invented,
    /// Invented, although its place is public. The place is written as in messages.
    Withheld(String),
    /// Not part of a body, a parameter or a header.
    OfTheRecording(String),
}

impl Ledger {
    /// Starts an exchange. What is invented in it stays so, even if it is kept.
    pub(super) fn start(&mut self, exchange: &Exchange<'_>) {
        let listed =
            || exchange.kept.into_iter().flat_map(|kept| kept.pointers().map(str::to_owned)).collect();
        let listed = (exchange.values == ValueOrigin::Invented).then(listed);
        *self = Self { listed, ..Self::default() };
    }

    /// Starts the exchange again, with the same values refused.
    fn restart(&mut self) {
        self.path.clear();
        self.scalars.clear();
    }

    /// Enters a part of the exchange.
    pub(super) fn enter_part(&mut self, steps: &[&str]) {
        self.path.clear();
        self.path.extend(steps.iter().map(|step| Step::Name((*step).to_owned())));
    }

    /// Enters a member, by the name with which it is written.
    pub(super) fn enter_name(&mut self, name: &str) {
        self.path.push(Step::Name(name.to_owned()));
    }

    /// Enters an item.
    pub(super) fn enter_index(&mut self, index: usize) {
        self.path.push(Step::Index(index));
    }

    pub(super) fn leave(&mut self) {
        self.path.pop();
    }

    /// Adds the scalar at the current place, as invented.
    pub(super) fn add(&mut self) -> ScalarIndex {
        let index = ScalarIndex(self.scalars.len());
        let [place, pointer] = [true, false].map(|is_place| self.pointer(is_place));
        self.scalars.push(Scalar { place, pointer, state: State::Invented });
        index
    }

    /// Adds a text that the recording has besides the values of the exchange.
    pub(super) fn add_own(&mut self, text: &str) {
        let state = State::OfTheRecording(text.to_owned());
        self.scalars.push(Scalar { place: String::new(), pointer: String::new(), state });
    }

    pub(super) fn may_keep(&self, scalar: ScalarIndex) -> bool {
        !self.refused.contains(&scalar)
    }

    pub(super) fn keep(&mut self, scalar: ScalarIndex, text: &str, kind: PublicKind) {
        self.set(scalar, State::Kept(text.to_owned(), kind));
    }

    /// Keeps a value that can't be replaced.
    pub(super) fn fix(&mut self, scalar: ScalarIndex, text: &str) {
        self.set(scalar, State::Fixed(text.to_owned()));
    }

    /// Notes that a value is not kept although its place is public.
    pub(super) fn withhold(&mut self, scalar: ScalarIndex, place: &str) {
        self.set(scalar, State::Withheld(place.to_owned()));
    }

    fn set(&mut self, scalar: ScalarIndex, state: State) {
        if let Some(scalar) = self.scalars.get_mut(scalar.0) {
            scalar.state = state;
        }
    }

    fn pointer(&self, is_place: bool) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            pointer.push('/');
            match step {
                Step::Name(name) => pointer.push_str(&escaped(name)),
                Step::Index(_) if is_place => pointer.push('*'),
                Step::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }

    /// Refuses kept values whose digits might be those of a card number if they are read one after the other: in order,
    /// or down a column. If there are any, the exchange has to be scrubbed again.
    pub(super) fn refuse_joined(&mut self) -> Again {
        let kept: Vec<(&str, Kept<'_>)> = self.kept().collect();
        let mut refused = that_join_to_card_numbers(kept.iter().map(|(_, kept)| *kept));
        let mut columns: BTreeMap<&str, Vec<Kept<'_>>> = BTreeMap::new();
        for (place, kept) in kept {
            columns.entry(place).or_default().push(kept);
        }
        for column in columns.into_values().filter(|column| column.len() > 1) {
            refused.extend(that_join_to_card_numbers(column.into_iter()));
        }
        if refused.is_empty() {
            return Again::No;
        }
        self.refused.extend(refused.into_iter().map(ScalarIndex));
        self.restart();
        Again::Yes
    }

    fn kept(&self) -> impl Iterator<Item = (&str, Kept<'_>)> {
        let fixed = |text| Kept { index: None, text, kind: PublicKind::Any };
        self.scalars.iter().enumerate().filter_map(move |(index, scalar)| match &scalar.state {
            State::Kept(text, kind) => {
                Some((scalar.place.as_str(), Kept { index: Some(index), text, kind: *kind }))
            }
            State::Fixed(text) => Some((scalar.place.as_str(), fixed(text))),
            State::OfTheRecording(text) => Some(("", fixed(text))),
            State::Invented | State::Withheld(_) => None,
        })
    }

    /// The texts that were kept.
    pub(super) fn kept_texts(&self) -> impl Iterator<Item = &str> {
        self.kept().map(|(_, kept)| kept.text)
    }

    /// The places of public values that were not kept, as in messages.
    pub(super) fn withheld(&self) -> BTreeSet<&str> {
        self.scalars
            .iter()
            .filter_map(|scalar| match &scalar.state {
                State::Withheld(place) => Some(place.as_str()),
                _ => None,
            })
            .collect()
    }

    /// The pointers of the kept values: one for a place where all are kept, with `*` for indexes, and otherwise one for
    /// each.
    pub(super) fn kept_pointers(&self) -> Vec<String> {
        let is_value = |scalar: &&Scalar| !matches!(scalar.state, State::OfTheRecording(_));
        let is_kept = |scalar: &Scalar| {
            matches!(scalar.state, State::Kept(..) | State::Fixed(_)) && self.is_real(scalar)
        };
        let values = || self.scalars.iter().filter(is_value);
        let mixed: HashSet<&str> = values().filter(|it| !is_kept(it)).map(|it| it.place.as_str()).collect();
        let gone: HashSet<&str> = values().filter(|it| !is_kept(it)).map(|it| it.pointer.as_str()).collect();
        let mut pointers = BTreeSet::new();
        for scalar in values().filter(|it| is_kept(it)) {
            if !mixed.contains(scalar.place.as_str()) {
                pointers.insert(scalar.place.as_str());
            } else if !gone.contains(scalar.pointer.as_str()) {
                pointers.insert(scalar.pointer.as_str());
            }
        }
        pointers.into_iter().map(str::to_owned).collect()
    }
}

impl Ledger {
    /// True unless the exchange says that the value was invented already.
    fn is_real(&self, scalar: &Scalar) -> bool {
        let Some(listed) = &self.listed else { return true };
        listed.contains(&scalar.place) || listed.contains(&scalar.pointer)
    }
}

/// Whether an exchange has to be scrubbed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    Yes,
    No,
}
