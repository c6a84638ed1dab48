//! Compiles schema objects into the arena. Each schema is compiled once, however often it is referenced, and
//! may reference itself.

use std::collections::{HashMap, HashSet};

use super::cursor::Cursor;
use super::error::{Caution, SpecError};
use super::extensions::Extensions;
use super::heirs::{self, Heirs};
use super::index::{FileIndex, RequiredSet};
use super::keywords;
use super::loaded_files::LoadedFiles;
use super::name_table::NameTable;
use super::nesting;
use super::one_way;
use super::reference::Reference;
use super::schema::{Additional, Branch, Discriminator, Property, Schema, SchemaId, Type};
use super::source::Value;
use super::uncertain;
use super::unchecked::Unchecked;
use super::year;

/// The most schemas a document may have.
const MAX_SCHEMAS: usize = 1_000_000;

/// Compiles schemas on demand.
pub(super) struct Compiler<'a> {
    schemas: Vec<Schema>,
    /// By file, then by pointer.
    by_pointer: Vec<HashMap<String, SchemaId>>,
    waiting: Vec<(SchemaId, Cursor<'a>)>,
    /// Schemas whose discriminator may name any heir.
    ancestors: Vec<(SchemaId, Cursor<'a>)>,
    /// Set when the document has more schemas than are taken.
    too_many: Option<SpecError>,
    pub(super) cautions: Vec<Caution>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new() -> Self {
        Self {
            schemas: Vec::new(),
            by_pointer: Vec::new(),
            waiting: Vec::new(),
            ancestors: Vec::new(),
            too_many: None,
            cautions: Vec::new(),
        }
    }

    /// The id of the schema at `at`. It is compiled by [`Compiler::finish`] at the latest.
    pub(super) fn schema(&mut self, at: Cursor<'a>) -> Result<SchemaId, SpecError> {
        let at = if is_plain_reference(&at) {
            match at.clone().resolved() {
                Ok(target) => target,
                Err(error) => return self.unusable(&at, Unchecked::Reference, error),
            }
        } else {
            at
        };
        if let Some(id) = self.known(&at) {
            return Ok(id);
        }
        if !matches!(at.node.value, Value::Map(_)) {
            let error = at.error(
                format!("a schema has to be a map and is {}", at.node.kind()),
                "write a schema object, such as `type: string`",
            );
            return self.unusable(&at, Unchecked::Schema, error);
        }
        let id = self.add(&at, Schema::default())?;
        self.waiting.push((id, at));
        Ok(id)
    }

    fn add(&mut self, at: &Cursor<'a>, schema: Schema) -> Result<SchemaId, SpecError> {
        if self.schemas.len() >= MAX_SCHEMAS {
            let error = at.error("the document has more than a million schemas", "split it");
            self.too_many = Some(error.clone());
            return Err(error);
        }
        let id = SchemaId(u32::try_from(self.schemas.len()).unwrap_or(u32::MAX));
        self.schemas.push(schema);
        let file = at.file.index();
        if self.by_pointer.len() <= file {
            self.by_pointer.resize_with(file + 1, HashMap::new);
        }
        if let Some(of_file) = self.by_pointer.get_mut(file) {
            of_file.insert(at.pointer.clone(), id);
        }
        Ok(id)
    }

    fn known(&self, at: &Cursor<'_>) -> Option<SchemaId> {
        at.file.of(&self.by_pointer)?.get(&at.pointer).copied()
    }

    /// Adds a schema that cannot be compiled.
    pub(super) fn unusable(
        &mut self,
        at: &Cursor<'a>,
        why: Unchecked,
        error: SpecError,
    ) -> Result<SchemaId, SpecError> {
        if let Some(id) = self.known(at) {
            return Ok(id);
        }
        self.cautions.push(Caution::unchecked(error));
        self.add(at, Schema { site: at.site(), unchecked: Some(why), ..Schema::default() })
    }

    /// Tells of a place that cannot be checked.
    pub(super) fn unchecked(&mut self, error: SpecError) {
        self.cautions.push(Caution::unchecked(error));
    }

    /// Tells of a place that is passed over.
    pub(super) fn ignored(&mut self, error: SpecError) {
        self.cautions.push(Caution::ignored(error));
    }

    /// Compiles the pending schemas and returns the arena.
    pub(super) fn finish(
        mut self,
        loaded: &'a LoadedFiles,
    ) -> Result<(Vec<Schema>, Vec<Caution>), SpecError> {
        self.compile_waiting()?;
        self.add_heirs(loaded)?;
        self.inherit_discriminators();
        self.cautions.extend(nesting::cut_endless(&mut self.schemas, loaded));
        uncertain::mark(&mut self.schemas);
        self.schemas.iter_mut().for_each(Schema::prepare);
        one_way::mark(&mut self.schemas);
        let order: HashMap<&str, FileIndex> =
            loaded.indexes().map(|file| (loaded.name(file), file)).collect();
        self.cautions.sort_by_key(|caution| (order.get(caution.file.as_str()).copied(), caution.place));
        // A component that several operations use is read for each of them.
        let mut told = HashSet::new();
        self.cautions
            .retain(|caution| told.insert((caution.file.clone(), caution.place, caution.what.clone())));
        Ok((self.schemas, self.cautions))
    }

    fn compile_waiting(&mut self) -> Result<(), SpecError> {
        while let Some((id, at)) = self.waiting.pop() {
            let schema = self.compile(id, &at).unwrap_or_else(|error| {
                self.cautions.push(Caution::unchecked(error));
                Schema { site: at.site(), unchecked: Some(Unchecked::Schema), ..Schema::default() }
            });
            if let Some(error) = self.too_many.take() {
                return Err(error);
            }
            if let Some(slot) = self.schemas.get_mut(id.index()) {
                *slot = schema;
            }
        }
        Ok(())
    }

    /// Adds the heirs to the discriminators of their ancestors. An heir may refer to a file that has more of them.
    fn add_heirs(&mut self, loaded: &'a LoadedFiles) -> Result<(), SpecError> {
        let (mut known, mut done) = (HashSet::new(), (0, 0));
        while !self.ancestors.is_empty() && done != (loaded.len(), self.ancestors.len()) {
            let heirs = Heirs::of(loaded);
            done = (loaded.len(), self.ancestors.len());
            for (id, at) in self.ancestors.clone() {
                for (name, heir) in heirs.of_schema(&at) {
                    if known.insert((id, heir.file, heir.pointer.clone(), name.clone())) {
                        let heir = self.schema(heir)?;
                        self.map_value(id, name, heir);
                    }
                }
            }
            self.compile_waiting()?;
        }
        Ok(())
    }

    fn map_value(&mut self, ancestor: SchemaId, value: Box<str>, heir: SchemaId) {
        let schema = self.schemas.get_mut(ancestor.index());
        if let Some(discriminator) = schema.and_then(|schema| schema.discriminator.as_mut()) {
            discriminator.mapping.push((value, heir));
        }
    }

    /// If all branches extend one schema that has a discriminator, it applies to the branches too.
    fn inherit_discriminators(&mut self) {
        let shared_discriminator = |schema: &Schema| -> Option<Discriminator> {
            let of = |id: &SchemaId| self.schemas.get(id.index());
            let parent = |branch: &Branch| {
                let mut parents = of(&branch.schema)?.all_of.iter();
                parents.find(|parent| of(parent).is_some_and(|schema| schema.discriminator.is_some()))
            };
            let mut branches = schema.one_of.iter().chain(&schema.any_of);
            let first = branches.next().and_then(parent)?;
            let is_shared =
                schema.discriminator.is_none() && branches.all(|other| parent(other) == Some(first));
            of(first)?.discriminator.clone().filter(|_| is_shared)
        };
        let inherited: Vec<Option<Discriminator>> = self.schemas.iter().map(shared_discriminator).collect();
        for (schema, discriminator) in self.schemas.iter_mut().zip(inherited) {
            schema.discriminator = schema.discriminator.take().or(discriminator);
        }
    }

    fn compile(&mut self, id: SchemaId, at: &Cursor<'a>) -> Result<Schema, SpecError> {
        if let Some(reference) = at.get("$ref") {
            let mut schema = Schema { site: at.site(), ..Schema::default() };
            schema.extensions = Extensions::read(at, &mut self.cautions);
            match reference.target() {
                Ok(target) => schema.all_of = vec![self.schema(target)?],
                Err(error) => {
                    self.cautions.push(Caution::unchecked(error));
                    schema.unchecked = Some(Unchecked::Reference);
                }
            }
            return Ok(schema);
        }
        self.note_unknown_keywords(at);
        let mut schema = keywords::read(at)?;
        self.pattern(at, &mut schema);
        schema.extensions = Extensions::read(at, &mut self.cautions);
        if schema.kind.is_none() && schema.extensions.known_values.is_some() {
            schema.kind = Some(Type::String);
        }
        let listed = at.get("enum").or_else(|| at.get("x-extensible-enum"));
        schema.value_places = listed.iter().flat_map(Cursor::items).map(|item| item.place).collect();
        self.properties(at, &mut schema)?;
        schema.additional = self.additional(at)?;
        schema.items = at.get("items").map(|items| self.schema(items)).transpose()?;
        if let Some(list) = at.list("allOf")? {
            schema.all_of = list.items().map(|item| self.schema(item)).collect::<Result<_, _>>()?;
        }
        schema.one_of = self.branches(at, "oneOf")?;
        schema.any_of = self.branches(at, "anyOf")?;
        schema.not = at.get("not").map(|not| self.schema(not)).transpose()?;
        schema.discriminator = self.discriminator(id, at, &schema)?;
        Ok(schema)
    }

    fn pattern(&mut self, at: &Cursor<'_>, schema: &mut Schema) {
        match keywords::pattern(at) {
            Ok(pattern) => schema.pattern = pattern,
            Err(error) => {
                self.cautions.push(Caution::unchecked(error));
                schema.unchecked = Some(Unchecked::Pattern);
            }
        }
    }

    fn properties(&mut self, at: &Cursor<'a>, schema: &mut Schema) -> Result<(), SpecError> {
        let Some(map) = at.map("properties")? else { return Ok(()) };
        for (name, property) in map.members() {
            let place = property.place_in(at);
            let is_year = year::is_year_name(name);
            let schema_id = self.schema(property)?;
            let property = Property {
                name: name.into(),
                schema: schema_id,
                place,
                is_year,
                one_way: None,
                required_entry: RequiredSet::default(),
            };
            schema.properties.push(property);
        }
        schema.property_names = NameTable::of(schema.properties.iter().map(|property| &*property.name));
        Ok(())
    }

    fn additional(&mut self, at: &Cursor<'a>) -> Result<Additional, SpecError> {
        let Some(cursor) = at.get("additionalProperties") else { return Ok(Additional::Unspecified) };
        Ok(match &cursor.node.value {
            Value::Bool(true) => Additional::Allowed,
            Value::Bool(false) => Additional::Forbidden,
            Value::Map(members) if members.is_empty() => Additional::Allowed,
            _ => Additional::Schema(self.schema(cursor)?),
        })
    }

    fn branches(&mut self, at: &Cursor<'a>, key: &str) -> Result<Vec<Branch>, SpecError> {
        let Some(list) = at.list(key)? else { return Ok(Vec::new()) };
        list.items()
            .enumerate()
            .map(|(index, item)| {
                let title = item.text("title")?;
                let reference = item.get("$ref").and_then(|reference| reference.node.text());
                let name = title.or_else(|| reference.map(|text| Reference::of(text).name()));
                let name = name.map_or_else(|| format!("{key}-{index}"), str::to_owned);
                let place = item.place_in(at);
                Ok(Branch { schema: self.schema(item)?, name: name.into(), place })
            })
            .collect()
    }

    fn discriminator(
        &mut self,
        id: SchemaId,
        at: &Cursor<'a>,
        schema: &Schema,
    ) -> Result<Option<Discriminator>, SpecError> {
        let Some(cursor) = at.map("discriminator")? else { return Ok(None) };
        let Some(property) = cursor.text("propertyName")? else {
            return Err(cursor.error("`discriminator` has no `propertyName`", "name the property"));
        };
        let mut mapping: Vec<(Box<str>, SchemaId)> = Vec::new();
        if let Some(map) = cursor.map("mapping")? {
            for (value, target) in map.members() {
                match self.mapped(&target) {
                    Ok(schema) => mapping.push((value.into(), schema)),
                    Err(error) => self.cautions.push(Caution::unchecked(error)),
                }
            }
        }
        for branch in schema.one_of.iter().chain(&schema.any_of) {
            mapping.push((branch.name.clone(), branch.schema));
        }
        if schema.one_of.is_empty() && schema.any_of.is_empty() {
            self.ancestors.push((id, at.clone()));
        }
        Ok(Some(Discriminator { property: property.into(), mapping }))
    }

    /// The target of a `mapping` entry: a reference, or the name of a component.
    fn mapped(&mut self, target: &Cursor<'a>) -> Result<SchemaId, SpecError> {
        let name = target.node.text().unwrap_or_default();
        let component = [target.file, FileIndex::DOCUMENT].into_iter().find_map(|file| {
            let schemas = heirs::components(target.loaded, file)?;
            schemas.get(name)
        });
        let found = component.map_or_else(|| target.target(), Ok)?;
        self.schema(found)
    }

    fn note_unknown_keywords(&mut self, at: &Cursor<'_>) {
        for (key, cursor) in at.members() {
            if key.starts_with("x-") || keywords::KNOWN.contains(&key) {
                continue;
            }
            self.cautions.push(Caution {
                file: cursor.file_name().to_owned(),
                place: cursor.place,
                what: format!("`{key}` is not a schema keyword of OpenAPI 3.0 and is not checked"),
            });
        }
    }
}

/// True for a `$ref` without significant siblings. OpenAPI 3.0 ignores siblings of `$ref`; only extensions
/// count here.
fn is_plain_reference(at: &Cursor<'_>) -> bool {
    at.get("$ref").is_some() && !at.members().any(|(key, _)| key.starts_with("x-"))
}
