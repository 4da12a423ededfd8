//! How records stand in bytes: little-endian, no alignment, no padding, each record of one fixed size.
//!
//! A record is declared once, with [`record!`]; its reader and its writer come from that one declaration, so that they
//! cannot part. Reading never fails: bytes that are not there read as nought, and by a record's [`SHAPE`](Record::SHAPE)
//! it is told whether the bytes held only values that their fields know.

use crate::program::Section;

/// A value of fixed size inside a record.
pub trait Field: Copy {
    /// Bytes it takes.
    const SIZE: usize;
    /// Takes the value from the front of `bytes`.
    fn take(bytes: &mut &[u8]) -> Self;
    /// Puts the value at the end of `sink`.
    fn put(self, sink: &mut impl Extend<u8>);
    /// How many values the field knows where it is a code of a section; they are numbered from one. Nought where any value
    /// will do.
    const CODES: u8 = 0;
    /// What it looks like in bytes.
    const SHAPE: Shape = Shape::new(Self::SIZE, Self::CODES);
}

/// What a field looks like in bytes, as far as its soundness goes.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    size: u8,
    codes: u8,
    names: Option<Section>,
}

impl Shape {
    const fn new(size: usize, codes: u8) -> Self {
        let [size, ..] = size.to_le_bytes();
        Self { size, codes, names: None }
    }

    /// The field names a record of a section, or a run of its records.
    pub(crate) const fn naming(self, section: Section) -> Self {
        Self { names: Some(section), ..self }
    }

    /// Whether it names a record or a run.
    pub(crate) const fn is_name(&self) -> bool {
        self.names.is_some()
    }

    /// Whether it is of this shape what stands at the front of `bytes`, where `known` records are there to be named.
    fn holds(self, bytes: &[u8], known: usize) -> bool {
        let (own, _) = bytes.split_at_checked(usize::from(self.size)).unwrap_or_default();
        match own.first() {
            Some(code) if self.names.is_none() => (1..=self.codes).contains(code),
            _ => {
                // A run is its first record and how many there are; a name is that of one.
                let (first, count) = own.split_at_checked(size_of::<u32>()).unwrap_or((own, &[1]));
                number(first).saturating_add(number(count)) <= known
            }
        }
    }
}

/// A number without a sign, of any width.
fn number(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |number, byte| (number << 8) | usize::from(*byte))
}

/// How many codes there are; nought where they are not numbered from one.
pub(crate) const fn numbered(mut codes: &[u8]) -> u8 {
    let mut count = 0_u8;
    while let [code, rest @ ..] = codes {
        count = count.wrapping_add(1);
        if *code != count {
            return 0;
        }
        codes = rest;
    }
    count
}

/// A record: fields one after the other.
pub trait Record: Copy {
    /// Bytes it takes.
    const SIZE: usize;
    /// What it stands in.
    type Bytes: 'static;
    /// The record that stands in `bytes`.
    fn of(bytes: &Self::Bytes) -> Self;
    /// What records stand in one behind the other; a rest shorter than a record is not one.
    fn run(bytes: &[u8]) -> &[Self::Bytes];
    /// Reads the record at the front of `bytes`; noughts where there are fewer.
    fn read(bytes: &[u8]) -> Self;
    /// Puts the record at the end of `sink`.
    fn write(&self, sink: &mut impl Extend<u8>);
    /// What its fields look like, in order.
    const SHAPE: &'static [Shape];
}

/// Takes `N` bytes from the front; noughts when there are fewer.
#[inline(always)]
pub(crate) fn take<const N: usize>(bytes: &mut &[u8]) -> [u8; N] {
    match bytes.split_first_chunk::<N>() {
        Some((head, tail)) => {
            *bytes = tail;
            *head
        }
        None => [0; N],
    }
}

macro_rules! integer_field {
    ($($ty:ty),*) => {$(
        impl Field for $ty {
            const SIZE: usize = core::mem::size_of::<$ty>();
            #[inline(always)]
            fn take(bytes: &mut &[u8]) -> Self {
                <$ty>::from_le_bytes(take(bytes))
            }
            fn put(self, sink: &mut impl Extend<u8>) {
                sink.extend(self.to_le_bytes());
            }
        }
    )*};
}

integer_field!(u8, u16, u32, u64, i64, i128);

impl<const N: usize> Field for [u8; N] {
    const SIZE: usize = N;
    #[inline(always)]
    fn take(bytes: &mut &[u8]) -> Self {
        take(bytes)
    }
    fn put(self, sink: &mut impl Extend<u8>) {
        sink.extend(self);
    }
}

/// Declares a record: a plain structure with public fields, and how it stands in bytes. `=> Section` behind a field says that
/// what it names must be there: a record of that section, or a run of them.
macro_rules! record {
    ($(#[$doc:meta])* $Name:ident { $($(#[$field_doc:meta])* $field:ident: $ty:ty $(=> $Section:ident)?,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $Name {
            $($(#[$field_doc])* pub $field: $ty,)*
        }

        impl $crate::wire::Record for $Name {
            const SIZE: usize = 0 $(+ <$ty as $crate::wire::Field>::SIZE)*;
            type Bytes = [u8; 0 $(+ <$ty as $crate::wire::Field>::SIZE)*];
            #[inline(always)]
            fn of(bytes: &Self::Bytes) -> Self {
                let bytes = &mut bytes.as_slice();
                Self { $($field: <$ty as $crate::wire::Field>::take(bytes),)* }
            }
            #[inline(always)]
            fn run(bytes: &[u8]) -> &[Self::Bytes] {
                bytes.as_chunks().0
            }
            #[inline]
            fn read(bytes: &[u8]) -> Self {
                Self::of(bytes.first_chunk().unwrap_or(&[0; Self::SIZE]))
            }
            fn write(&self, sink: &mut impl Extend<u8>) {
                $($crate::wire::Field::put(self.$field, sink);)*
            }
            const SHAPE: &'static [$crate::wire::Shape] = &[$(
                <$ty as $crate::wire::Field>::SHAPE$(.naming($crate::program::Section::$Section))?
            ),*];
        }
    };
}

/// Declares an enumeration that stands in one byte. The first name is what an unknown byte reads as.
macro_rules! code {
    ($(#[$doc:meta])* $Name:ident { $first:ident = $first_code:literal $first_doc:literal, $($variant:ident = $code:literal $variant_doc:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Name {
            #[doc = $first_doc]
            #[default]
            $first = $first_code,
            $(#[doc = $variant_doc] $variant = $code,)*
        }

        impl $Name {
            /// Every value, in the order of the codes.
            pub const ALL: [Self; [$first_code, $($code),*].len()] = [Self::$first, $(Self::$variant),*];

            /// The value with this code.
            #[must_use]
            #[inline(always)]
            pub const fn from_code(code: u8) -> Option<Self> {
                match code {
                    $first_code => Some(Self::$first),
                    $($code => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl $crate::wire::Field for $Name {
            const SIZE: usize = 1;
            #[inline(always)]
            fn take(bytes: &mut &[u8]) -> Self {
                Self::from_code(<u8 as $crate::wire::Field>::take(bytes)).unwrap_or_default()
            }
            fn put(self, sink: &mut impl Extend<u8>) {
                sink.extend([self as u8]);
            }
            const CODES: u8 = $crate::wire::numbered(&[$first_code, $($code),*]);
        }
    };
}

/// Declares a number that names a thing of one kind; the greatest value of its width names nothing.
macro_rules! id {
    ($($(#[$doc:meta])* $Name:ident($ty:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Name($ty);

        impl $Name {
            /// Names nothing.
            pub const NONE: Self = Self(<$ty>::MAX);

            /// The `index`th thing of the kind; nothing when the index is out of reach.
            #[must_use]
            pub fn new(index: usize) -> Self {
                <$ty>::try_from(index).map_or(Self::NONE, Self)
            }

            /// Where the thing stands among its kind.
            #[must_use]
            #[inline]
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// Whether something is named.
            #[must_use]
            pub const fn is_some(self) -> bool {
                self.0 != <$ty>::MAX
            }

            /// The name, if something is named.
            #[must_use]
            pub const fn some(self) -> Option<Self> {
                if self.is_some() { Some(self) } else { None }
            }
        }

        impl Default for $Name {
            fn default() -> Self {
                Self::NONE
            }
        }

        impl $crate::wire::Field for $Name {
            const SIZE: usize = core::mem::size_of::<$ty>();
            #[inline(always)]
            fn take(bytes: &mut &[u8]) -> Self {
                Self(<$ty as $crate::wire::Field>::take(bytes))
            }
            fn put(self, sink: &mut impl Extend<u8>) {
                $crate::wire::Field::put(self.0, sink);
            }
        }
    )*};
}

pub(crate) use {code, id, record};

/// A run of records of one kind inside a program.
#[derive(Clone, Copy)]
pub struct Table<'p, T: Record> {
    records: &'p [T::Bytes],
}

impl<'p, T: Record> Table<'p, T> {
    /// The records that stand in `bytes`.
    #[inline(always)]
    pub(crate) fn new(bytes: &'p [u8]) -> Self {
        Self { records: T::run(bytes) }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The record at `index`.
    #[must_use]
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<T> {
        let bytes = self.records.get(index)?;
        Some(T::of(bytes))
    }

    /// The `count` records from `start`; none where they are not there.
    #[must_use]
    pub fn slice(&self, start: usize, count: usize) -> Self {
        Self { records: self.records.get(start..start.saturating_add(count)).unwrap_or(&[]) }
    }

    /// All of them, in order.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = T> + Clone + use<'p, T> {
        Records::<T>(self.records.iter())
    }
}

/// The records of a table, one after the other. Not a `Map`: where code is made small, its closure stands beside each loop, and
/// hands the whole record over in memory.
struct Records<'p, T: Record>(core::slice::Iter<'p, T::Bytes>);

impl<T: Record> Clone for Records<'_, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Record> Iterator for Records<'_, T> {
    type Item = T;

    #[inline(always)]
    fn next(&mut self) -> Option<T> {
        let bytes = self.0.next()?;
        Some(T::of(bytes))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// The field of a shape that does not hold in all records of a size; `known` says how many records a section has.
pub(crate) fn unsound<'s>(
    bytes: &[u8],
    (size, shape): (usize, &'s [Shape]),
    known: impl Fn(Section) -> usize,
) -> Option<&'s Shape> {
    let mut at = 0_usize;
    shape.iter().find(|field| {
        let start = at;
        at = at.saturating_add(usize::from(field.size));
        let known = field.names.map_or(0, &known);
        let is_any = field.codes == 0 && field.names.is_none();
        !is_any && !bytes.chunks_exact(size.max(1)).all(|record| field.holds(record.get(start..).unwrap_or(&[]), known))
    })
}

impl<T: Record + core::fmt::Debug> core::fmt::Debug for Table<'_, T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{
        ContextForm, LeafForm, Limit, LineKind, NodeKind, Place, Policy, RankKind, RuleKind, Run, SeriesForm, Show,
    };
    use crate::{Kind, Op};

    #[test]
    fn a_byte_that_is_no_code_is_unsound() {
        let codes =
            [NodeKind::CODES, Policy::CODES, LeafForm::CODES, ContextForm::CODES, Limit::CODES, RuleKind::CODES];
        let others = [LineKind::CODES, Show::CODES, RankKind::CODES, Place::CODES, SeriesForm::CODES, Kind::CODES];
        assert!(codes.into_iter().chain(others).all(|codes| codes > 1), "the codes of sections are numbered from one");
        let shape = [u16::SHAPE, Op::SHAPE];
        let last = Op::CODES;
        assert_eq!(usize::from(last), Op::ALL.len());
        let is_sound = |bytes: &[u8]| unsound(bytes, (3, &shape), |_| 0).is_none();
        assert!(is_sound(&[0, 0, 1, 9, 9, last]));
        assert!(!is_sound(&[0, 0, 1, 9, 9, 0]));
        assert!(!is_sound(&[0, 0, last + 1, 9, 9, 1]));
    }

    #[test]
    fn what_a_field_names_is_there() {
        let shape = [u16::SHAPE.naming(Section::Notes), Run::SHAPE.naming(Section::Notes)];
        let is_sound = |bytes: &[u8]| unsound(bytes, (10, &shape), |_| 5).is_none();
        assert!(is_sound(&[4, 0, 3, 0, 0, 0, 2, 0, 0, 0]));
        assert!(!is_sound(&[5, 0, 3, 0, 0, 0, 2, 0, 0, 0]));
        assert!(!is_sound(&[4, 0, 3, 0, 0, 0, 3, 0, 0, 0]));
        assert!(!is_sound(&[4, 0, 255, 255, 255, 255, 2, 0, 0, 0]));
    }
}
