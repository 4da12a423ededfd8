//! An element as views write it: its name and what is always so in one text, and behind it what changes.
//!
//! `html!` writes out each attribute of each element as code. Here an element is known again by its text, which is read
//! once, and what changes is given to it one after the other by calls.

use std::cell::RefCell;

use rubric_dsl::List;
use yew::html::IntoPropValue;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, VList, VTag, VText};
use yew::{AttrValue, Html};

thread_local! {
    /// The kinds that were met, in the order of where their texts stand.
    static KINDS: RefCell<Vec<((usize, usize), &'static Kind)>> = const { RefCell::new(Vec::new()) };
}

/// What elements that are written alike share. As many are kept as there are texts, and behind each the few lists of what
/// is given.
#[derive(Default)]
struct Kind {
    element: &'static str,
    /// The names of the attributes. Yew tells by where such a list stands whether two elements have the same ones.
    names: Vec<&'static str>,
    /// The values of those that are always so.
    fixed: Vec<AttrValue>,
    /// The kinds with one attribute more.
    more: RefCell<Vec<&'static Self>>,
}

impl Kind {
    fn of(text: &'static str) -> &'static Self {
        let place = (text.as_ptr().addr(), text.len());
        KINDS.with_borrow_mut(|kinds| match kinds.binary_search_by_key(&place, |(known, _)| *known) {
            Ok(at) => kinds.get(at).map_or_else(|| Self::read(text), |(_, kind)| kind),
            Err(at) => {
                let kind = Self::read(text);
                kinds.insert(at, (place, kind));
                kind
            }
        })
    }

    fn read(text: &'static str) -> &'static Self {
        let mut words = text.split(' ');
        let mut kind = Self { element: words.next().unwrap_or_default(), ..Self::default() };
        for (name, value) in words.filter_map(|word| word.split_once('=')) {
            kind.names.push(name);
            kind.fixed.push(AttrValue::Static(value));
        }
        Box::leak(Box::new(kind))
    }

    fn with(&self, name: &'static str) -> &'static Self {
        let mut more = self.more.borrow_mut();
        if let Some(kind) = more.iter().find(|kind| kind.names.last() == Some(&name)) {
            return kind;
        }
        let names = self.names.iter().copied().chain([name]).list();
        let kind = Box::leak(Box::new(Self { element: self.element, names, ..Self::default() }));
        more.push(kind);
        kind
    }
}

/// An element that is being written; without a name several in the place of one.
pub(super) struct Tag(Box<Draft>);

struct Draft {
    kind: &'static Kind,
    values: Vec<Option<AttributeOrProperty>>,
    children: Vec<Html>,
    value: Option<AttrValue>,
    checked: Option<bool>,
    key: Option<Key>,
}

/// An element: its name, and behind blanks the attributes that it always has, as `name=value` without blanks.
pub(super) fn tag(text: &'static str) -> Tag {
    let kind = Kind::of(text);
    let mut values = Vec::with_capacity(kind.names.len() + 4);
    for value in &kind.fixed {
        values.push(Some(AttributeOrProperty::Attribute(value.clone())));
    }
    Tag(Box::new(Draft { kind, values, children: Vec::new(), value: None, checked: None, key: None }))
}

/// A place in which nothing stands.
pub(super) fn nothing() -> Tag {
    tag("")
}

/// Several elements in the place of one.
pub(super) fn all(elements: impl IntoIterator<Item = Tag>) -> Tag {
    let mut list = nothing();
    for element in elements {
        list = list.add(element);
    }
    list
}

/// An element with a text; nothing where the text is empty.
pub(super) fn told(kind: &'static str, text: impl IntoPropValue<AttrValue>) -> Tag {
    let text = text.into_prop_value();
    if text.is_empty() { nothing() } else { tag(kind).text(text) }
}

impl Tag {
    /// Gives it an attribute, where there is a value.
    pub(super) fn with(self, name: &'static str, value: impl IntoPropValue<Option<AttrValue>>) -> Self {
        self.set(name, value.into_prop_value())
    }

    /// Gives it an attribute that has no value, where something is so.
    pub(super) fn is(self, name: &'static str, so: bool) -> Self {
        self.with(name, so.then_some(name))
    }

    fn set(mut self, name: &'static str, value: Option<AttrValue>) -> Self {
        self.0.kind = self.0.kind.with(name);
        self.0.values.push(value.map(AttributeOrProperty::Attribute));
        self
    }

    /// Names the leaf that an act is for.
    pub(super) fn leaf(self, leaf: usize) -> Self {
        self.with("data-leaf", leaf.to_string())
    }

    /// Names the place that an act is for.
    pub(super) fn at(self, at: usize) -> Self {
        self.with("data-at", at.to_string())
    }

    /// What a field holds.
    pub(super) fn value(mut self, value: impl IntoPropValue<AttrValue>) -> Self {
        self.0.value = Some(value.into_prop_value());
        self
    }

    /// Whether a box is ticked.
    pub(super) fn checked(mut self, checked: bool) -> Self {
        self.0.checked = Some(checked);
        self
    }

    /// What it is known by among its neighbours.
    pub(super) fn key(mut self, key: usize) -> Self {
        self.0.key = Some(Key::from(key));
        self
    }

    /// Adds a text.
    pub(super) fn text(self, text: impl IntoPropValue<AttrValue>) -> Self {
        self.put(Html::from(VText::new(text.into_prop_value())))
    }

    /// Adds an element.
    pub(super) fn add(self, element: Self) -> Self {
        self.put(Html::from(element))
    }

    /// Adds what Yew has made.
    pub(super) fn put(mut self, node: Html) -> Self {
        self.0.children.push(node);
        self
    }
}

impl From<Tag> for Html {
    fn from(Tag(mut draft): Tag) -> Self {
        if draft.kind.element.is_empty() {
            return Self::from(VList::from(draft.children));
        }
        let mut tag = VTag::new(draft.kind.element);
        tag.set_attributes(Attributes::Dynamic { keys: &draft.kind.names, values: draft.values.into_boxed_slice() });
        tag.key = draft.key;
        tag.set_value(draft.value);
        if let Some(checked) = draft.checked {
            tag.set_checked(checked);
        }
        if let Some(children) = tag.children_mut() {
            *children = match draft.children.len() {
                1 => draft.children.pop().unwrap_or_default(),
                _ => Self::from(VList::from(draft.children)),
            };
        }
        Self::from(tag)
    }
}
