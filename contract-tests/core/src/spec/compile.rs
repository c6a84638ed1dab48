//! Compiles schema objects into the arena. Each schema is compiled once, however often it is referenced, and
//! may reference itself.

use std::collections::{HashMap, HashSet};

use super::cursor::{Cursor, MAX_STEPS};
use super::dialect::Dialect;
use super::error::{Caution, SpecError};
use super::extensions::Extensions;
use super::heirs::{self, Heirs};
use super::index::{FileIndex, RequiredSet};
use super::keywords::Keywords;
use super::loaded_files::LoadedFiles;
use super::name_table::NameTable;
use super::nesting;
use super::newer::{Condition, Contains, NewerKeywords};
use super::one_way;
use super::reference::Reference;
use super::schema::{Additional, Branch, Discriminator, Property, Schema, SchemaId, Type};
use super::scope::Scope;
use super::source::{Node, Value};
use super::uncertain;
use super::unchecked::Unchecked;
use super::written::{Written, WrittenDiscriminator, WrittenNewer};
use super::year;

/// The most schemas a document may have.
const MAX_SCHEMAS: usize = 1_000_000;

/// Compiles schemas on demand.
pub(super) struct Compiler<'a> {
    schemas: Vec<Schema>,
    /// By scope and file, then by pointer.
    by_pointer: HashMap<(Scope, FileIndex), HashMap<String, SchemaId>>,
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
            by_pointer: HashMap::new(),
            waiting: Vec::new(),
            ancestors: Vec::new(),
            too_many: None,
            cautions: Vec::new(),
        }
    }

    /// The id of the schema at `at`. It is compiled by [`Compiler::finish`] at the latest.
    pub(super) fn schema(&mut self, at: Cursor<'a>) -> Result<SchemaId, SpecError> {
        let written = at.clone();
        let at = match without_plain_references(at) {
            Ok(target) => target,
            Err(error) => return self.unusable(&written, Unchecked::Reference, error),
        };
        if let Some(id) = self.known(&at) {
            return Ok(id);
        }
        let is_boolean = at.node.boolean().is_some() && at.dialect().is_json_schema();
        if !is_boolean && !matches!(at.node.value, Value::Map(_)) {
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
        let of_file = self.by_pointer.entry((at.scope, at.file)).or_default();
        of_file.insert(at.pointer.clone(), id);
        Ok(id)
    }

    /// The id of a schema that was seen before.
    fn known(&self, at: &Cursor<'_>) -> Option<SchemaId> {
        self.by_pointer.get(&(at.scope, at.file))?.get(&at.pointer).copied()
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
        let dialect = at.dialect();
        if let Some(allows) = at.node.boolean() {
            let newer =
                (!allows).then(|| Box::new(NewerKeywords { is_false: true, ..NewerKeywords::default() }));
            return Ok(Schema { site: at.site(), newer, ..Schema::default() });
        }
        if at.get("$ref").is_some() && dialect.ignores_siblings() {
            let mut schema = Schema { site: at.site(), ..Schema::default() };
            schema.extensions = Extensions::read(at, &mut self.cautions);
            self.references(at, &mut schema)?;
            return Ok(schema);
        }
        self.note_unknown_keywords(at, dialect);
        let mut cautions = std::mem::take(&mut self.cautions);
        let mut keywords = Keywords::of(at, &mut cautions);
        let mut schema = keywords.plain();
        let written = Written::of(&mut keywords);
        schema.unread = keywords.into_unread();
        self.cautions.append(&mut cautions);
        schema.unchecked = schema.unread.first().map(|keyword| match *keyword {
            "pattern" => Unchecked::Pattern,
            _ => Unchecked::Keyword,
        });
        schema.hides_properties = schema.unread.iter().any(|keyword| DECLARING.contains(keyword));
        schema.extensions = Extensions::read(at, &mut self.cautions);
        if schema.kind.is_none() && schema.newer.is_none() && schema.extensions.known_values.is_some() {
            schema.kind = Some(Type::String);
        }
        self.references(at, &mut schema)?;
        self.properties(written.properties.as_ref(), at, &mut schema)?;
        schema.additional = self.additional(at, "additionalProperties")?;
        schema.items = self.items(at, dialect)?;
        for part in written.all_of.iter().flat_map(Cursor::items) {
            schema.all_of.push(self.schema(part)?);
        }
        schema.one_of = self.branches(at, written.one_of.as_ref(), "oneOf")?;
        schema.any_of = self.branches(at, written.any_of.as_ref(), "anyOf")?;
        schema.not = at.get("not").map(|not| self.schema(not)).transpose()?;
        schema.discriminator = self.discriminator(id, written.discriminator.as_ref(), at, &schema);
        if dialect.is_json_schema() {
            let mut newer = schema.newer.take().unwrap_or_default();
            self.newer(at, dialect, &mut newer, &mut schema)?;
            schema.newer = Some(newer).filter(|newer| !newer.is_empty());
        }
        Ok(schema)
    }

    /// `$ref`, `$dynamicRef` and `$recursiveRef`
    fn references(&mut self, at: &Cursor<'a>, schema: &mut Schema) -> Result<(), SpecError> {
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
            let is_known = keyword == "$ref" || at.dialect().knows(keyword);
            let Some(reference) = at.get(keyword).filter(|_| is_known) else { continue };
            let target = match keyword {
                "$ref" => reference.target(),
                _ => reference.dynamic_target(keyword == "$recursiveRef"),
            };
            match target {
                Ok(target) => schema.all_of.push(self.schema(target)?),
                Err(error) => {
                    self.cautions.push(Caution::unchecked(error));
                    schema.unchecked = Some(Unchecked::Reference);
                }
            }
        }
        Ok(())
    }

    /// `items`, in the dialects that list schemas by position what applies after them.
    fn items(&mut self, at: &Cursor<'a>, dialect: Dialect) -> Result<Option<SchemaId>, SpecError> {
        let items = at.get("items");
        let is_list = items.as_ref().is_some_and(|items| matches!(items.node.value, Value::List(_)));
        let items = if is_list && dialect.lists_items() { at.get("additionalItems") } else { items };
        items.map(|items| self.schema(items)).transpose()
    }

    /// The keywords that OpenAPI 3.0 does not have.
    fn newer(
        &mut self,
        at: &Cursor<'a>,
        dialect: Dialect,
        newer: &mut NewerKeywords,
        schema: &mut Schema,
    ) -> Result<(), SpecError> {
        let mut cautions = std::mem::take(&mut self.cautions);
        let mut keywords = Keywords::of(at, &mut cautions);
        let written = WrittenNewer::of(&mut keywords, newer);
        let unread = keywords.into_unread();
        self.cautions.append(&mut cautions);
        schema.hides_properties |= unread.iter().any(|keyword| DECLARING.contains(keyword));
        schema.unchecked = schema.unchecked.or((!unread.is_empty()).then_some(Unchecked::Keyword));
        schema.unread.extend(unread);

        let known = |keyword: &'static str| at.get(keyword).filter(|_| dialect.knows(keyword));
        if let Some(test) = known("if") {
            let (then, otherwise) = (known("then"), known("else"));
            newer.condition = Some(Condition {
                test: self.schema(test)?,
                then: then.map(|then| self.schema(then)).transpose()?,
                otherwise: otherwise.map(|otherwise| self.schema(otherwise)).transpose()?,
            });
        }
        for (name, schema) in written.dependent_schemas {
            newer.dependent_schemas.push((name.into(), self.schema(schema)?));
        }
        for (pattern, schema) in written.pattern_properties {
            newer.pattern_properties.push((pattern, self.schema(schema)?));
        }
        newer.property_names = known("propertyNames").map(|names| self.schema(names)).transpose()?;
        for item in written.prefix_items.iter().flat_map(Cursor::items) {
            newer.prefix_items.push(self.schema(item)?);
        }
        if let Some(contains) = known("contains") {
            newer.contains = Some(Contains {
                schema: self.schema(contains)?,
                min: written.min_contains.unwrap_or(1),
                is_min_written: written.min_contains.is_some(),
                max: written.max_contains,
                evaluates: dialect.contains_evaluates(),
            });
        }
        if dialect.knows("unevaluatedProperties") {
            newer.unevaluated_properties = self.additional(at, "unevaluatedProperties")?;
            newer.unevaluated_items = self.additional(at, "unevaluatedItems")?;
        }
        Ok(())
    }

    fn properties(
        &mut self,
        map: Option<&Cursor<'a>>,
        at: &Cursor<'a>,
        schema: &mut Schema,
    ) -> Result<(), SpecError> {
        let Some(map) = map else { return Ok(()) };
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

    fn additional(&mut self, at: &Cursor<'a>, keyword: &str) -> Result<Additional, SpecError> {
        let Some(cursor) = at.get(keyword) else { return Ok(Additional::Unspecified) };
        Ok(match &cursor.node.value {
            Value::Bool(true) => Additional::Allowed,
            Value::Bool(false) => Additional::Forbidden,
            Value::Map(members) if members.is_empty() => Additional::Allowed,
            _ => Additional::Schema(self.schema(cursor)?),
        })
    }

    fn branches(
        &mut self,
        at: &Cursor<'a>,
        list: Option<&Cursor<'a>>,
        key: &str,
    ) -> Result<Vec<Branch>, SpecError> {
        list.into_iter()
            .flat_map(Cursor::items)
            .enumerate()
            .map(|(index, item)| {
                let title = item.node.get("title").and_then(Node::text);
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
        written: Option<&WrittenDiscriminator<'a>>,
        at: &Cursor<'a>,
        schema: &Schema,
    ) -> Option<Discriminator> {
        let WrittenDiscriminator { property, mapping: written } = written?;
        let mut mapping: Vec<(Box<str>, SchemaId)> = Vec::new();
        for (value, target) in written.iter().flat_map(Cursor::members) {
            match self.mapped(&target) {
                Ok(schema) => mapping.push((value.into(), schema)),
                Err(error) => self.cautions.push(Caution::unchecked(error)),
            }
        }
        for branch in schema.one_of.iter().chain(&schema.any_of) {
            mapping.push((branch.name.clone(), branch.schema));
        }
        if schema.one_of.is_empty() && schema.any_of.is_empty() {
            self.ancestors.push((id, at.clone()));
        }
        Some(Discriminator { property: (*property).into(), mapping })
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

    fn note_unknown_keywords(&mut self, at: &Cursor<'_>, dialect: Dialect) {
        let named = at.get("$schema").filter(|_| dialect.is_json_schema());
        if let Some(other) = named.filter(|named| named.node.text().and_then(Dialect::named).is_none()) {
            let what = format!("this `$schema` is not known; the schema is read as {}", dialect.name());
            self.caution(&other, what);
        }
        let unknown = |(key, _): &(&str, Cursor<'_>)| !key.starts_with("x-") && !dialect.knows(key);
        for (key, cursor) in at.members().filter(unknown) {
            let remedy = match key {
                "nullable" => ": write `null` as one of the types",
                _ => "",
            };
            let what =
                format!("`{key}` is not a schema keyword of {} and is not checked{remedy}", dialect.name());
            self.caution(&cursor, what);
        }
    }

    /// Tells of a place that may not be meant as it is written.
    pub(super) fn caution(&mut self, at: &Cursor<'_>, what: String) {
        self.cautions.push(Caution { file: at.file_name().to_owned(), place: at.place, what });
    }
}

/// The keywords without which it is not known what an object declares.
const DECLARING: &[&str] =
    &["properties", "patternProperties", "allOf", "oneOf", "anyOf", "dependentSchemas", "dependencies"];

/// Follows the references that say nothing but where the schema is.
fn without_plain_references(at: Cursor<'_>) -> Result<Cursor<'_>, SpecError> {
    let mut at = at.entered();
    let mut steps = MAX_STEPS;
    while let Some(reference) = at.get("$ref").filter(|_| is_plain_reference(&at)) {
        at = reference.target_within(&mut steps)?.entered();
    }
    Ok(at)
}

/// True for a `$ref` without significant siblings. In `OpenAPI` 3.0 only extensions are.
fn is_plain_reference(at: &Cursor<'_>) -> bool {
    let ignores = at.dialect().ignores_siblings();
    let is_significant = |key: &str| match key {
        "$ref" | "description" | "summary" | "$comment" => false,
        key => key.starts_with("x-") || !ignores,
    };
    !at.members().any(|(key, _)| is_significant(key))
}
