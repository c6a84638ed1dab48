//! Finds compositions that never end or nest too deeply, and cuts them off.

use super::error::Caution;
use super::loaded_files::LoadedFiles;
use super::schema::{Schema, SchemaId};
use super::unchecked::Unchecked;

/// The deepest nesting of allOf, oneOf, anyOf and not, with `$ref` followed. Real specs stay below ten.
const MAX_COMPOSITION: u32 = 64;

/// How a schema applies another one to the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    AllOf,
    Branch,
    Not,
}

/// The search for circles.
struct Search<'a> {
    schemas: &'a [Schema],
    states: Vec<State>,
    heights: Vec<u32>,
    /// The schemas that are being looked at, each with the number of its next part.
    path: Vec<(usize, usize)>,
    found: Found,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

#[derive(Default)]
struct Found {
    /// Schemas that a harmless circle leads back to.
    circular: Vec<usize>,
    /// Schemas that are cut off, and why.
    cut: Vec<(usize, Unchecked)>,
}

/// Cuts off schemas that contain themselves at the same place (`A: {allOf: [A]}`), and those below which too many are
/// nested. A circle that goes down through branches and up through `allOf` is fine, as each schema applies to a value
/// once; so is recursion through a property or an item, which ends with the value.
pub(super) fn cut_endless(schemas: &mut [Schema], loaded: &LoadedFiles) -> Vec<Caution> {
    let found = Search::new(schemas).run();
    for index in found.circular {
        if let Some(schema) = schemas.get_mut(index) {
            schema.is_circular = true;
        }
    }
    let mut cautions = Vec::new();
    for (index, why) in found.cut {
        let Some(schema) = schemas.get_mut(index) else { continue };
        if schema.unchecked != Some(why) {
            let file = loaded.name(schema.site.file).to_owned();
            cautions.push(Caution { file, place: schema.site.place, what: what(why) });
        }
        schema.unchecked = Some(why);
        (schema.all_of, schema.one_of, schema.any_of) = (Vec::new(), Vec::new(), Vec::new());
        (schema.not, schema.discriminator, schema.newer) = (None, None, None);
    }
    cautions
}

fn what(why: Unchecked) -> String {
    match why {
        Unchecked::Depth => {
            format!(
                "more than {MAX_COMPOSITION} schemas are nested at the same place; this place is not checked"
            )
        }
        _ => "this schema contains itself at the same place; it is not checked".into(),
    }
}

impl<'a> Search<'a> {
    fn new(schemas: &'a [Schema]) -> Self {
        let (states, heights) = (vec![State::New; schemas.len()], vec![1; schemas.len()]);
        Self { schemas, states, heights, path: Vec::new(), found: Found::default() }
    }

    fn run(mut self) -> Found {
        for start in 0..self.schemas.len() {
            if self.states.get(start) == Some(&State::New) {
                self.enter(start);
            }
            while let Some((index, next)) = self.path.pop() {
                self.go_on(index, next);
            }
        }
        self.found
    }

    fn enter(&mut self, index: usize) {
        self.set(index, State::Open);
        self.path.push((index, 0));
    }

    fn set(&mut self, index: usize, state: State) {
        if let Some(slot) = self.states.get_mut(index) {
            *slot = state;
        }
    }

    fn go_on(&mut self, index: usize, next: usize) {
        let Some(schema) = self.schemas.get(index) else { return };
        let Some((_, child)) = part(schema, next) else { return self.leave(index, schema) };
        self.path.push((index, next + 1));
        match self.states.get(child.index()) {
            Some(State::New) => self.enter(child.index()),
            Some(State::Open) => self.close_circle(index, child.index()),
            Some(State::Done) | None => {}
        }
    }

    fn leave(&mut self, index: usize, schema: &Schema) {
        self.set(index, State::Done);
        let parts = (0..).map_while(|at| part(schema, at));
        let below = parts.filter_map(|(_, part)| self.heights.get(part.index())).max().copied().unwrap_or(0);
        let is_too_deep = below >= MAX_COMPOSITION;
        if is_too_deep {
            self.found.cut.push((index, Unchecked::Depth));
        }
        if let Some(height) = self.heights.get_mut(index) {
            *height = if is_too_deep { 1 } else { below + 1 };
        }
    }

    /// The last schema of the path leads back to `start`.
    fn close_circle(&mut self, last: usize, start: usize) {
        let circle = self.path.iter().skip_while(|(index, _)| *index != start);
        let edges = circle.filter_map(|(index, next)| part(self.schemas.get(*index)?, next.checked_sub(1)?));
        let edges: Vec<Edge> = edges.map(|(edge, _)| edge).collect();
        let has = |edge| edges.contains(&edge);
        if has(Edge::AllOf) && has(Edge::Branch) && !has(Edge::Not) {
            self.found.circular.push(start);
        } else {
            self.found.cut.push((last, Unchecked::Circle));
        }
    }
}

/// The subschema with this number that applies to the same value.
fn part(schema: &Schema, number: usize) -> Option<(Edge, SchemaId)> {
    let all = schema.all_of.iter().map(|part| (Edge::AllOf, *part));
    let others = schema.parts().skip(schema.all_of.len()).map(|part| (Edge::Branch, part));
    let tests = schema.newer.iter().filter_map(|newer| newer.condition).map(|condition| condition.test);
    let negative = tests.chain(schema.not).map(|test| (Edge::Not, test));
    all.chain(others).chain(negative).nth(number)
}
