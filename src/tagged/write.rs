//! Writes a tagged enum: the tag first, and then the variant's fields.

use serde::{
    Serialize, Serializer,
    ser::{Error, Impossible, SerializeStruct, SerializeStructVariant},
};

/// Takes what serde's derived code writes for an enum, and adds the tag. Only unit variants, variants with named fields and
/// variants that contain a struct can be written.
pub(crate) struct Tagged<S> {
    tag: &'static str,
    /// The variant whose struct is being written.
    variant: Option<&'static str>,
    serializer: S,
}

impl<S: Serializer> Tagged<S> {
    /// Writes with this serializer. `tag`: the field with the variant's name.
    pub(crate) fn new(tag: &'static str, serializer: S) -> Self {
        Self { tag, variant: None, serializer }
    }

    fn begin(self, name: &'static str, variant: &'static str, fields: usize) -> Result<Fields<S>, S::Error> {
        let mut fields = self.serializer.serialize_struct(name, fields + 1)?;
        fields.serialize_field(self.tag, variant)?;
        Ok(Fields(fields))
    }
}

/// The fields of a variant.
pub(crate) struct Fields<S: Serializer>(S::SerializeStruct);

impl<S: Serializer> SerializeStruct for Fields<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), S::Error> {
        self.0.serialize_field(key, value)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

impl<S: Serializer> SerializeStructVariant for Fields<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), S::Error> {
        self.0.serialize_field(key, value)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

fn refused<T, E: Error>() -> Result<T, E> {
    Err(E::custom("not an enum whose variants have named fields"))
}

/// Refuses what is not a variant.
macro_rules! refuse {
    ($($method:ident($($argument:ty),*) -> $result:ty;)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<$result, S::Error> {
            refused()
        })*
    };
}

impl<S: Serializer> Serializer for Tagged<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Impossible<S::Ok, S::Error>;
    type SerializeStruct = Fields<S>;
    type SerializeStructVariant = Fields<S>;

    fn serialize_unit_variant(self, name: &'static str, _index: u32, variant: &'static str) -> Result<S::Ok, S::Error> {
        SerializeStruct::end(self.begin(name, variant, 0)?)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(Self { variant: Some(variant), ..self })
    }

    fn serialize_struct(self, name: &'static str, fields: usize) -> Result<Fields<S>, S::Error> {
        match self.variant {
            Some(variant) => self.begin(name, variant, fields),
            None => refused(),
        }
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _index: u32,
        variant: &'static str,
        fields: usize,
    ) -> Result<Fields<S>, S::Error> {
        self.begin(name, variant, fields)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _value: &T) -> Result<S::Ok, S::Error> {
        refused()
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _value: &T,
    ) -> Result<S::Ok, S::Error> {
        refused()
    }

    refuse! {
        serialize_bool(bool) -> S::Ok;
        serialize_i8(i8) -> S::Ok;
        serialize_i16(i16) -> S::Ok;
        serialize_i32(i32) -> S::Ok;
        serialize_i64(i64) -> S::Ok;
        serialize_u8(u8) -> S::Ok;
        serialize_u16(u16) -> S::Ok;
        serialize_u32(u32) -> S::Ok;
        serialize_u64(u64) -> S::Ok;
        serialize_f32(f32) -> S::Ok;
        serialize_f64(f64) -> S::Ok;
        serialize_char(char) -> S::Ok;
        serialize_str(&str) -> S::Ok;
        serialize_bytes(&[u8]) -> S::Ok;
        serialize_none() -> S::Ok;
        serialize_unit() -> S::Ok;
        serialize_unit_struct(&'static str) -> S::Ok;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
    }
}
