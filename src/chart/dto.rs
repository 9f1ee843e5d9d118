//! Structs that the page fills in. A spec comes through serde as a tree of [`Value`]s, from which `dto!` makes structs
//! that refuse unknown fields and wrong types; their TypeScript types are made of the same declaration.
//!
//! serde's own derive would cost the module about 500 bytes a field: every struct is compiled with all the ways out of it.

use crate::choice::Choice;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What the page can send.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// null or undefined.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object.
    Fields(Vec<(String, Value)>),
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            fields.push(entry);
        }
        Ok(Value::Fields(fields))
    }
}

/// What can be made of a [`Value`], and what it is called in TypeScript.
pub trait Dto: Default {
    /// The type, as it stands in a field.
    fn typescript() -> String;

    /// Makes it of a value; `None` if the value is none of its kind.
    fn of(value: Value, faults: &mut Faults) -> Option<Self>;
}

/// What is wrong with a spec: the first fault, and where reading stands now.
#[derive(Debug, Default)]
pub struct Faults {
    place: String,
    first: Option<String>,
}

impl Faults {
    /// Notes a fault where reading stands.
    #[inline(never)]
    pub fn note(&mut self, what: &str) {
        if self.first.is_none() {
            self.first = Some(format!("{} {what}", self.place));
        }
    }

    /// Reads a value at a place below the present one; the default where it is wrong.
    pub fn read<T: Dto>(&mut self, place: &str, value: Value) -> T {
        let before = self.place.len();
        self.place.push_str(place);
        let made = T::of(value, self);
        if made.is_none() {
            self.note("is of the wrong kind");
        }
        self.place.truncate(before);
        made.unwrap_or_default()
    }

    /// Takes a field out of an object. null is as good as absent where the field is `optional`.
    pub fn field<T: Dto>(
        &mut self,
        fields: &mut Vec<(String, Value)>,
        name: &str,
        optional: bool,
    ) -> T {
        let name = camel(name);
        let value = take(fields, &name);
        let place = format!(".{name}");
        match value {
            Some(Value::Null) | None if optional => T::default(),
            None => {
                self.note(&format!("has no {name}"));
                T::default()
            }
            Some(value) => self.read(&place, value),
        }
    }

    /// What is left of an object is unknown.
    #[inline(never)]
    pub fn end(&mut self, fields: &[(String, Value)]) {
        if let Some((name, _)) = fields.first() {
            self.note(&format!("has an unknown field {name:?}"));
        }
    }
}

#[inline(never)]
fn take(fields: &mut Vec<(String, Value)>, name: &str) -> Option<Value> {
    let at = fields.iter().position(|(field, _)| field == name)?;
    Some(fields.swap_remove(at).1)
}

/// Makes a spec of what the page sent.
///
/// # Errors
/// The first fault, with its place.
pub fn read<T: Dto>(value: Value) -> Result<T, String> {
    let mut faults = Faults {
        place: "spec".into(),
        first: None,
    };
    let made = faults.read("", value);
    match faults.first {
        None => Ok(made),
        Some(fault) => Err(fault),
    }
}

impl Dto for f64 {
    fn typescript() -> String {
        "number".into()
    }

    fn of(value: Value, _: &mut Faults) -> Option<Self> {
        match value {
            Value::Number(number) => Some(number),
            Value::Null | Value::Bool(_) | Value::Text(_) | Value::List(_) | Value::Fields(_) => {
                None
            }
        }
    }
}

impl Dto for bool {
    fn typescript() -> String {
        "boolean".into()
    }

    fn of(value: Value, _: &mut Faults) -> Option<Self> {
        Some(value == Value::Bool(true)).filter(|_| matches!(value, Value::Bool(_)))
    }
}

impl Dto for String {
    fn typescript() -> String {
        "string".into()
    }

    fn of(value: Value, _: &mut Faults) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::List(_) | Value::Fields(_) => {
                None
            }
        }
    }
}

impl<T: Dto> Dto for Option<T> {
    fn typescript() -> String {
        format!("{} | null", T::typescript())
    }

    fn of(value: Value, faults: &mut Faults) -> Option<Self> {
        T::of(value, faults).map(Some)
    }
}

impl<T: Dto> Dto for Vec<T> {
    fn typescript() -> String {
        format!("readonly {}[]", T::typescript())
    }

    fn of(value: Value, faults: &mut Faults) -> Option<Self> {
        let Value::List(list) = value else {
            return None;
        };
        let mut made = Vec::with_capacity(list.len());
        for (i, item) in list.into_iter().enumerate() {
            // Of numbers the place is not written until one is wrong.
            made.push(match item {
                Value::Number(_) => T::of(item, faults)?,
                Value::Null
                | Value::Bool(_)
                | Value::Text(_)
                | Value::List(_)
                | Value::Fields(_) => faults.read(&format!("[{i}]"), item),
            });
        }
        Some(made)
    }
}

/// The choice that a value names.
pub fn choice_of<C: Choice>(value: Value, faults: &mut Faults) -> Option<C> {
    let names: Vec<&str> = C::ALL.iter().map(C::name).collect();
    C::ALL.get(place_of(value, &names, faults)?).copied()
}

/// Which of some names a value is.
#[inline(never)]
fn place_of(value: Value, names: &[&str], faults: &mut Faults) -> Option<usize> {
    let text = String::of(value, faults)?;
    let place = names.iter().position(|name| *name == text);
    if place.is_none() {
        faults.note(&format!("is {text:?}, none of {}", names.join(", ")));
    }
    place
}

/// A choice is one of its names.
#[must_use]
pub fn names<C: Choice>() -> String {
    let names: Vec<String> = C::ALL
        .iter()
        .map(|one| format!("'{}'", one.name()))
        .collect();
    names.join(" | ")
}

/// The name of a field as the page writes it.
#[must_use]
pub fn camel(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut upper = false;
    for letter in name.chars() {
        if letter == '_' {
            upper = true;
        } else {
            text.push(if upper {
                letter.to_ascii_uppercase()
            } else {
                letter
            });
            upper = false;
        }
    }
    text
}

/// Declares a struct whose `required` fields must be there; the `optional` ones have their default without.
macro_rules! dto {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            required { $($(#[$doc:meta])* $field:ident: $type:ty,)* }
            optional { $($(#[$doc2:meta])* $field2:ident: $type2:ty,)* }
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default)]
        pub struct $name {
            $($(#[$doc])* pub $field: $type,)*
            $($(#[$doc2])* pub $field2: $type2,)*
        }

        impl $crate::chart::dto::Dto for $name {
            fn typescript() -> String {
                stringify!($name).into()
            }

            fn of(
                value: $crate::chart::dto::Value,
                faults: &mut $crate::chart::dto::Faults,
            ) -> Option<Self> {
                let $crate::chart::dto::Value::Fields(mut fields) = value else {
                    return None;
                };
                let made = $name {
                    $($field: faults.field(&mut fields, stringify!($field), false),)*
                    $($field2: faults.field(&mut fields, stringify!($field2), true),)*
                };
                faults.end(&fields);
                Some(made)
            }
        }

        impl $name {
            /// The whole type, as the page's description has it.
            #[must_use]
            pub fn typedef() -> String {
                use $crate::chart::dto::{Dto, camel};
                let fields: Vec<String> = vec![
                    $(format!("{}: {}", camel(stringify!($field)), <$type as Dto>::typescript()),)*
                    $(format!("{}?: {}", camel(stringify!($field2)), <$type2 as Dto>::typescript()),)*
                ];
                format!("{{ {} }}", fields.join(", "))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let value = $crate::chart::dto::Value::deserialize(from)?;
                $crate::chart::dto::read(value).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use dto;

/// Implements [`Dto`] for a [`Choice`]: one of its names.
macro_rules! dto_choice {
    ($($type:ty),*) => {
        $(impl $crate::chart::dto::Dto for $type {
            fn typescript() -> String {
                $crate::chart::dto::names::<$type>()
            }

            fn of(
                value: $crate::chart::dto::Value,
                faults: &mut $crate::chart::dto::Faults,
            ) -> Option<Self> {
                $crate::chart::dto::choice_of(value, faults)
            }
        })*
    };
}
pub(crate) use dto_choice;
