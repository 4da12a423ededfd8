//! How records stand in bytes: little-endian, no alignment, no padding, each record of one fixed size.
//!
//! A record is declared once, with [`record!`]; its reader and its writer come from that one declaration, so that they
//! cannot part. Reading never fails: bytes that are not there read as nought, and [`Record::is_sound`] says whether
//! the bytes held only values that their fields know.

use core::marker::PhantomData;

/// A value of fixed size inside a record.
pub trait Field: Copy {
    /// Bytes it takes.
    const SIZE: usize;
    /// Takes the value from the front of `bytes`.
    fn take(bytes: &mut &[u8]) -> Self;
    /// Puts the value at the end of `sink`.
    fn put(self, sink: &mut impl Extend<u8>);
    /// Whether the value is one that its type knows.
    #[inline(always)]
    fn is_known(bytes: &mut &[u8]) -> bool {
        Self::take(bytes);
        true
    }
}

/// A record: fields one after the other.
pub trait Record: Copy {
    /// Bytes it takes.
    const SIZE: usize;
    /// Reads the record at the front of `bytes`.
    fn read(bytes: &[u8]) -> Self;
    /// Puts the record at the end of `sink`.
    fn write(&self, sink: &mut impl Extend<u8>);
    /// Whether every field holds a value that its type knows.
    fn is_sound(bytes: &[u8]) -> bool;
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

/// Declares a record: a plain structure with public fields, and how it stands in bytes.
macro_rules! record {
    ($(#[$doc:meta])* $Name:ident { $($(#[$field_doc:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $Name {
            $($(#[$field_doc])* pub $field: $ty,)*
        }

        impl $crate::wire::Record for $Name {
            const SIZE: usize = 0 $(+ <$ty as $crate::wire::Field>::SIZE)*;
            #[inline]
            fn read(bytes: &[u8]) -> Self {
                // The record's own size is asked for once; behind that no field can be short.
                const SIZE: usize = 0 $(+ <$ty as $crate::wire::Field>::SIZE)*;
                let bytes = &mut bytes.first_chunk::<SIZE>().unwrap_or(&[0; SIZE]).as_slice();
                Self { $($field: <$ty as $crate::wire::Field>::take(bytes),)* }
            }
            fn write(&self, sink: &mut impl Extend<u8>) {
                $($crate::wire::Field::put(self.$field, sink);)*
            }
            #[inline]
            fn is_sound(bytes: &[u8]) -> bool {
                const SIZE: usize = 0 $(+ <$ty as $crate::wire::Field>::SIZE)*;
                let bytes = &mut bytes.first_chunk::<SIZE>().unwrap_or(&[0; SIZE]).as_slice();
                true $(& <$ty as $crate::wire::Field>::is_known(bytes))*
            }
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
            #[inline(always)]
            fn is_known(bytes: &mut &[u8]) -> bool {
                Self::from_code(<u8 as $crate::wire::Field>::take(bytes)).is_some()
            }
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
pub struct Table<'p, T> {
    bytes: &'p [u8],
    kind: PhantomData<T>,
}

impl<'p, T: Record> Table<'p, T> {
    /// The records that stand in `bytes`; a rest shorter than a record is not one.
    pub(crate) const fn new(bytes: &'p [u8]) -> Self {
        Self { bytes, kind: PhantomData }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.bytes.len().checked_div(T::SIZE).unwrap_or(0)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The record at `index`.
    #[must_use]
    #[inline]
    pub fn get(&self, index: usize) -> Option<T> {
        let start = index.checked_mul(T::SIZE)?;
        self.bytes.get(start..start.checked_add(T::SIZE)?).map(T::read)
    }

    /// The records from `start`, at most `count` of them.
    #[must_use]
    pub fn slice(&self, start: usize, count: usize) -> Self {
        Self::new(records(self.bytes, T::SIZE, (start, count)).unwrap_or(&[]))
    }

    /// All of them, in order.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = T> + Clone + use<'p, T> {
        self.bytes.chunks_exact(T::SIZE.max(1)).map(T::read)
    }

    /// Whether the records hold known values.
    #[inline]
    pub(crate) fn is_sound(&self) -> bool {
        self.bytes.chunks_exact(T::SIZE.max(1)).all(T::is_sound)
    }
}

/// The bytes of `count` records of a size, from the one at `start`.
#[inline]
fn records(bytes: &[u8], size: usize, (start, count): (usize, usize)) -> Option<&[u8]> {
    let from = start.checked_mul(size)?;
    bytes.get(from..from.checked_add(count.checked_mul(size)?)?)
}

impl<T: Record + core::fmt::Debug> core::fmt::Debug for Table<'_, T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
