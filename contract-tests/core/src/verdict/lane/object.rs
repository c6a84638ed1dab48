//! Objects whose members are declared.

use super::counts::Shape;
use super::program::EntryId;
use crate::spec::{NameTable, PropertyIndex, Schema, SchemaId};

/// The most members that are told apart.
pub(super) const MAX_MEMBERS: usize = u128::BITS as usize;

/// The checks of an object.
#[derive(Debug)]
pub(super) struct ObjectProgram<'s> {
    /// The schemas with keywords of objects.
    pub(super) sizes: Box<[&'s Schema]>,
    /// Every name that the schemas declare or require.
    pub(super) members: Box<[Member]>,
    pub(super) names: NameTable,
    /// The members that have to be there, in requests and in responses.
    pub(super) required: [u128; 2],
    /// What all other members are.
    pub(super) others: MemberValue,
    /// Where the followers of its members are, among those of all programs.
    pub(super) first_follower: usize,
}

/// A member.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: Box<str>,
    /// Its bit in a shape.
    pub(super) bit: u128,
    pub(super) value: MemberValue,
    /// Whether requests and responses have it.
    pub(super) is_in: [bool; 2],
    /// Its event.
    pub(super) event: u32,
    /// The event of null in its place.
    pub(super) null: Option<u32>,
    /// The event of most values in its place.
    pub(super) usual: Option<u32>,
    /// The properties that it is.
    pub(super) properties: Box<[(SchemaId, PropertyIndex)]>,
    /// The schemas of those that are named like a year.
    pub(super) years: Box<[SchemaId]>,
}

/// What a member has to be.
#[derive(Debug, Clone, Copy)]
pub(super) enum MemberValue {
    /// The walk would report that it is there.
    Doubt,
    /// Anything.
    Any,
    Entry(EntryId),
}

impl ObjectProgram<'_> {
    /// The properties that a member is.
    pub(super) fn properties_of(&self, index: usize) -> &[(SchemaId, PropertyIndex)] {
        self.members.get(index).map_or(&[], |member| &member.properties)
    }

    /// Calls `count` with every event of the members of an object.
    pub(super) fn each_event(&self, shape: Shape, mut count: impl FnMut(u32)) {
        for (at, member) in self.members.iter().enumerate() {
            let has = |set: u128| set >> at & 1 == 1;
            if has(shape.present) {
                count(member.event);
            }
            member.null.filter(|_| has(shape.nulls)).into_iter().for_each(&mut count);
            member.usual.filter(|_| has(shape.usual)).into_iter().for_each(&mut count);
        }
    }
}
