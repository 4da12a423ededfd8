//! Plain data: what passes between the page and the widget.

use rubric_dsl::List;

/// A value as the page gives and takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Data {
    /// Nothing.
    #[default]
    Nothing,
    /// Yes or no.
    Truth(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Data>),
    /// Named values in their order.
    Map(Vec<(String, Data)>),
}

impl Data {
    /// A text, or nothing where it is empty.
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// The value of a name.
    pub(crate) fn get(&self, name: &str) -> &Self {
        let Self::Map(fields) = self else {
            return &Self::Nothing;
        };
        fields.iter().find(|(known, _)| known == name).map_or(&Self::Nothing, |(_, value)| value)
    }

    /// The text, or a number as it is written; empty where it is neither.
    pub(crate) fn as_text(&self) -> &str {
        if let Self::Text(text) | Self::Number(text) = self { text } else { "" }
    }

    /// The members of a list.
    pub(crate) fn items(&self) -> &[Self] {
        if let Self::List(items) = self { items } else { &[] }
    }

    /// The named values.
    pub(crate) fn fields(&self) -> &[(String, Self)] {
        if let Self::Map(fields) = self { fields } else { &[] }
    }

    /// Whether there is nothing.
    pub(crate) const fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// Whether there is nothing to say: nothing, no text, an empty list or map.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Map(fields) => fields.is_empty(),
            Self::Truth(_) | Self::Number(_) => false,
        }
    }

    /// The value as JSON.
    pub(crate) fn to_json(&self) -> String {
        let mut json = String::new();
        self.write(&mut json);
        json
    }

    fn write(&self, json: &mut String) {
        match self {
            Self::Nothing => json.push_str("null"),
            Self::Truth(truth) => json.push_str(if *truth { "true" } else { "false" }),
            Self::Number(number) => json.push_str(number),
            Self::Text(text) => quote(text, json),
            Self::List(items) => {
                json.push('[');
                separated(items.iter(), json, |item, json| item.write(json));
                json.push(']');
            }
            Self::Map(fields) => {
                json.push('{');
                separated(fields.iter(), json, |(name, value), json| {
                    quote(name, json);
                    json.push(':');
                    value.write(json);
                });
                json.push('}');
            }
        }
    }
}

fn separated<'a, T: 'a>(items: impl Iterator<Item = &'a T>, json: &mut String, write: impl Fn(&T, &mut String)) {
    for (at, item) in items.enumerate() {
        if at > 0 {
            json.push(',');
        }
        write(item, json);
    }
}

fn quote(text: &str, json: &mut String) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            '\n' => json.push_str("\\n"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                json.push_str("\\u");
                let code = u32::from(c);
                json.extend([12, 8, 4, 0].iter().filter_map(|shift| char::from_digit((code >> shift) & 15, 16)));
            }
            c => json.push(c),
        }
    }
    json.push('"');
}

/// Named values of which those that say nothing are left away.
#[derive(Debug, Default)]
pub(crate) struct Fields(Vec<(String, Data)>);

impl Fields {
    /// With one more, where it says something.
    pub(crate) fn with(self, name: &str, value: Data) -> Self {
        if value.is_empty() { self } else { self.and(name, value) }
    }

    /// With one more, also where it says nothing.
    pub(crate) fn and(mut self, name: &str, value: Data) -> Self {
        self.0.push((name.to_owned(), value));
        self
    }

    /// With more, each where nothing of its name is there.
    pub(crate) fn with_rest(mut self, rest: &[(String, Data)]) -> Self {
        let new = rest.iter().filter(|(name, _)| self.0.iter().all(|(known, _)| known != name)).list();
        self.0.extend(new.into_iter().cloned());
        self
    }

    /// The values.
    pub(crate) fn done(self) -> Data {
        Data::Map(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_every_text() {
        let text = "a \"quote\", a \\, a line\nbreak, \u{1}, \u{7f}, \u{2028}, 🙂, </script>";
        let data = Fields::default().with("text", Data::text(text)).with("none", Data::Nothing).done();
        let read: serde_json::Value = serde_json::from_str(&data.to_json()).unwrap();
        assert_eq!(read["text"], text);
        assert!(read.get("none").is_none());
    }
}
