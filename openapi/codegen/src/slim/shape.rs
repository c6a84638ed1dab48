//! A schema from the view of the client.

use cartevo_extensions::{Extension, Mask, Sensitivity};
use heck::ToPascalCase;
use serde_json::{Map, Value, json};

use super::{Field, OpenEnum, STEP, Slimmer, component_name, description};
use crate::mistake::Failure;
use crate::protection::{Protection, mask_format};

/// A schema without what the client does not check, and its properties.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    /// The schema for progenitor; never nullable.
    pub(super) schema: Value,
    /// True if the value may be null.
    pub(super) nullable: bool,
    /// True if `Debug` may show it.
    pub(super) shown: bool,
    pub(super) content: Content,
    /// The object or enum it refers to, directly or as the items of an array.
    pub(super) target: Option<String>,
}

/// What the client has to know of a value beside its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing.
    Plain,
    /// It is a secret or free-form JSON.
    Secret,
    /// It is a boolean that may be written as a text.
    Flag,
}

impl Shape {
    fn plain(schema: Value, shown: bool) -> Self {
        Self { schema, nullable: false, shown, content: Content::Plain, target: None }
    }

    fn reference(name: &str) -> Self {
        let schema = json!({"$ref": format!("#/components/schemas/{name}")});
        Self { target: Some(name.to_owned()), ..Self::plain(schema, true) }
    }

    fn secret(format: &str) -> Self {
        Self { content: Content::Secret, ..Self::plain(json!({"type": "string", "format": format}), true) }
    }

    /// The shape as a field.
    pub(super) fn field(&self, description: Option<String>) -> Field {
        Field {
            description,
            aliases: Vec::new(),
            shown: self.shown,
            secret: self.content == Content::Secret,
            flag: self.content == Content::Flag,
            target: self.target.clone(),
        }
    }
}

impl<'a> Slimmer<'a> {
    /// The shape of `schema`; `type_name` is the name for an inline object.
    pub(super) fn shape(&mut self, schema: &'a Value, type_name: &str) -> Result<Shape, Failure> {
        let mut shape = self.not_null_shape(schema, type_name)?;
        shape.nullable |= schema.get("nullable").and_then(Value::as_bool).unwrap_or_default();
        Ok(shape)
    }

    fn not_null_shape(&mut self, schema: &'a Value, type_name: &str) -> Result<Shape, Failure> {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.target(reference)?;
            let name = component_name(reference).unwrap_or(type_name).to_pascal_case();
            return self.shape(target, &name);
        }
        if flag(schema, "x-amount") {
            return Ok(Shape {
                nullable: any_nullable(schema),
                ..Shape::plain(json!({"type": "number", "format": "amount"}), shown(schema))
            });
        }
        if flag(schema, "x-expiry-year") {
            return Ok(Shape::plain(json!({"type": "integer"}), shown(schema)));
        }
        if let Some(values) = schema.get("x-extensible-enum") {
            return Ok(self.open_enum(schema, values, type_name));
        }
        if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
            let [base, ..] = parts.as_slice() else { return Err(cannot(type_name, "its `allOf` is empty")) };
            // The rest only refines the base, as the lints have checked.
            return self.shape(base, type_name);
        }
        if let Some(branches) = schema.get("oneOf").and_then(Value::as_array) {
            return self.one_of(schema, branches, type_name);
        }
        self.typed(schema, type_name)
    }

    fn typed(&mut self, schema: &'a Value, type_name: &str) -> Result<Shape, Failure> {
        match schema.get("type").and_then(Value::as_str) {
            Some("object") | None if schema.get("properties").is_some() => {
                self.object(&[schema], type_name, description(schema))
            }
            Some("object") | None => Ok(Shape::secret("raw")),
            Some("array") => {
                let items =
                    schema.get("items").ok_or_else(|| cannot(type_name, "an array has no `items`"))?;
                let mut shape = self.shape(items, &format!("{type_name}Item"))?;
                shape.schema = json!({"type": "array", "items": nullable(shape.schema, shape.nullable)});
                shape.nullable = false;
                Ok(shape)
            }
            Some("string") => Ok(text(schema)),
            Some(other) => Ok(Shape::plain(json!({"type": other}), shown(schema))),
        }
    }

    fn open_enum(&mut self, schema: &Value, values: &Value, name: &str) -> Shape {
        let mut open = OpenEnum { description: description(schema), ..OpenEnum::default() };
        for value in values.as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !open.values.iter().any(|known| known.eq_ignore_ascii_case(value)) {
                open.values.push(value.to_owned());
            }
        }
        self.schemas.insert(name.to_owned(), json!({"type": "string", "enum": open.values}));
        self.model.enums.insert(name.to_owned(), open);
        Shape::reference(name)
    }

    fn one_of(
        &mut self,
        schema: &'a Value,
        branches: &'a [Value],
        type_name: &str,
    ) -> Result<Shape, Failure> {
        let mut resolved = Vec::with_capacity(branches.len());
        for branch in branches {
            let branch = self.base(branch)?;
            if !flag(branch, "x-refusal") {
                resolved.push(branch);
            }
        }
        let (lists, objects): (Vec<&Value>, Vec<&Value>) =
            resolved.iter().partition(|branch| branch.get("items").is_some());
        if !objects.is_empty() && objects.iter().all(|branch| branch.get("properties").is_some()) {
            let shape = self.object(&objects, type_name, description(schema))?;
            return self.with_bare_lists(shape, &lists, type_name);
        }
        let mut shapes = Vec::with_capacity(branches.len());
        for branch in branches {
            shapes.push(self.shape(branch, type_name)?);
        }
        if let Some(shape) = boolean(&shapes) {
            return Ok(shape);
        }
        let Some(mut shape) = shapes.pop() else { return Err(cannot(type_name, "its `oneOf` is empty")) };
        for other in shapes {
            if kind(&other) != kind(&shape) {
                return Err(cannot(type_name, "the branches of its `oneOf` are of different types"));
            }
            let secret = [shape.content, other.content].contains(&Content::Secret);
            if other.schema != shape.schema {
                shape.schema = if secret { self::secret() } else { json!({"type": kind(&shape)}) };
            }
            shape.shown &= other.shown;
            if secret {
                shape.content = Content::Secret;
            }
            shape.nullable |= other.nullable;
        }
        Ok(shape)
    }

    /// `shape`, an object, which may also be written as one of `lists`.
    fn with_bare_lists(
        &mut self,
        shape: Shape,
        lists: &[&'a Value],
        type_name: &str,
    ) -> Result<Shape, Failure> {
        for list in lists {
            let list = self.shape(list, type_name)?;
            if !self.reads_bare_list(&shape, &list) {
                return Err(cannot(
                    type_name,
                    "no branch of its `oneOf` has one list of the items of the bare list",
                ));
            }
        }
        Ok(shape)
    }

    /// True if `shape` is an object with one list like `list`, which is then read in place of the object.
    pub(super) fn reads_bare_list(&mut self, shape: &Shape, list: &Shape) -> bool {
        let Some(name) = shape.target.as_ref().filter(|_| is_array(list)) else { return false };
        let properties = self.schemas.get(name).and_then(|schema| schema.get("properties"));
        let lists = properties.and_then(Value::as_object).into_iter().flatten();
        let items = |schema: &Value| schema.get("items").cloned();
        let mut fields = lists.filter(|(_, schema)| items(schema) == items(&list.schema));
        let (Some((field, _)), None) = (fields.next(), fields.next()) else { return false };
        let field = field.clone();
        let Some(object) = self.model.objects.get_mut(name) else { return false };
        object.bare_list = Some(field.clone());
        // A bare list has nothing but the list.
        if let Some(required) = self.schemas.get_mut(name).and_then(|schema| schema.get_mut("required")) {
            let is_required =
                required.as_array().is_some_and(|names| names.iter().any(|name| *name == field));
            *required = if is_required { json!([field]) } else { json!([]) };
        }
        true
    }

    /// The schema that `schema` refers to or refines.
    fn base(&self, schema: &'a Value) -> Result<&'a Value, Failure> {
        let schema = self.resolve(schema)?;
        match schema.get("allOf").and_then(Value::as_array).and_then(|parts| parts.first()) {
            Some(base) => self.base(base),
            None => Ok(schema),
        }
    }

    /// Creates an object with the name `name` from `branches`, and a reference to it.
    fn object(
        &mut self,
        branches: &[&'a Value],
        name: &str,
        about: Option<String>,
    ) -> Result<Shape, Failure> {
        let [first, ..] = branches else { return Err(cannot(name, "its `oneOf` is empty")) };
        if let Some(origin) = self.origins.insert(name.to_owned(), first) {
            if !std::ptr::eq(origin, *first) {
                let why = format!(
                    "two different objects would both become the type `{name}`. Make them components"
                );
                return Err(Failure::step(STEP, why));
            }
            return Ok(Shape::reference(name));
        }
        // The name is reserved first, so that an object may contain itself.
        let (schema, object) = self.merge(branches, name, about)?;
        self.schemas.insert(name.to_owned(), schema);
        self.model.objects.insert(name.to_owned(), object);
        Ok(Shape::reference(name))
    }
}

/// A schema that allows null if `null` is set; a reference cannot have siblings.
pub(super) fn nullable(schema: Value, null: bool) -> Value {
    if !null {
        return schema;
    }
    if schema.get("$ref").is_some() {
        return json!({"allOf": [schema], "nullable": true});
    }
    let mut map = match schema {
        Value::Object(map) => map,
        other => Map::from_iter([("allOf".to_owned(), json!([other]))]),
    };
    map.insert("nullable".to_owned(), Value::Bool(true));
    Value::Object(map)
}

/// The shape of branches of which some are booleans and the others texts.
fn boolean(shapes: &[Shape]) -> Option<Shape> {
    let texts = shapes.iter().filter(|shape| kind(shape) == Some("string")).count();
    let booleans = shapes.iter().filter(|shape| kind(shape) == Some("boolean")).count();
    if texts == 0 || booleans == 0 || texts + booleans != shapes.len() {
        return None;
    }
    let shown = shapes.iter().all(|shape| shape.shown);
    Some(Shape { content: Content::Flag, ..Shape::plain(json!({"type": "boolean"}), shown) })
}

pub(super) fn is_array(shape: &Shape) -> bool {
    kind(shape) == Some("array")
}

pub(super) fn cannot(name: &str, why: &str) -> Failure {
    Failure::step(
        STEP,
        format!(
            "`{name}` has no Rust type: {why}. Use the same type in its branches, or mark it `x-amount` or `x-expiry-year`"
        ),
    )
}

fn kind(shape: &Shape) -> Option<&str> {
    shape.schema.get("type").and_then(Value::as_str)
}

fn flag(schema: &Value, name: &str) -> bool {
    schema.get(name).and_then(Value::as_bool).unwrap_or_default()
}

fn any_nullable(schema: &Value) -> bool {
    flag(schema, "nullable")
        || schema
            .get("oneOf")
            .and_then(Value::as_array)
            .is_some_and(|branches| branches.iter().any(any_nullable))
}

fn text(schema: &Value) -> Shape {
    match protection(schema) {
        Protection::Secret => return Shape::secret("secret"),
        Protection::Masked(mask) => {
            return Shape::plain(json!({"type": "string", "format": mask_format(mask)}), true);
        }
        Protection::Shown | Protection::Hidden => {}
    }
    let format =
        schema.get("format").and_then(Value::as_str).filter(|format| matches!(*format, "date" | "date-time"));
    let schema_of = match format {
        Some(format) => json!({"type": "string", "format": format}),
        None => json!({"type": "string"}),
    };
    Shape::plain(schema_of, shown(schema))
}

fn secret() -> Value {
    json!({"type": "string", "format": "secret"})
}

/// True if `Debug` may show the value: it is public, an id or a masked number, and so are all branches.
fn shown(schema: &Value) -> bool {
    if let Some(branches) = schema.get("oneOf").and_then(Value::as_array) {
        return branches.iter().all(shown);
    }
    match protection(schema) {
        Protection::Shown | Protection::Masked(_) => true,
        Protection::Hidden | Protection::Secret => false,
    }
}

fn protection(schema: &Value) -> Protection {
    let sensitivity = schema.get(Sensitivity::KEY).and_then(Value::as_str).and_then(Sensitivity::parse);
    let mask = schema.get(Mask::KEY).and_then(Value::as_str).and_then(Mask::parse);
    Protection::of(sensitivity.unwrap_or_default(), mask)
}
