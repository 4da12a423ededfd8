//! From the page's plain objects to plain data.

use js_sys::{Array, JsString, Object};
use rubric_dsl::List;
use wasm_bindgen::{JsCast, JsValue};

use crate::data::Data;

/// How deep the page's data may go.
const DEEP: usize = 16;

/// Reads a plain value: numbers as they are written.
pub(crate) fn read(value: &JsValue) -> Data {
    read_to(value, DEEP)
}

fn read_to(value: &JsValue, deep: usize) -> Data {
    let Some(deep) = deep.checked_sub(1) else {
        return Data::Nothing;
    };
    if value.is_null() || value.is_undefined() {
        Data::Nothing
    } else if let Some(text) = value.as_string() {
        Data::Text(text)
    } else if let Some(truth) = value.as_bool() {
        Data::Truth(truth)
    } else if let Some(list) = value.dyn_ref::<Array>() {
        Data::List(list.iter().map(|item| read_to(&item, deep)).list())
    } else if value.is_object() {
        let entries = Object::entries(value.unchecked_ref::<Object>());
        let field = |entry: JsValue| {
            let entry = Array::from(&entry);
            Some((entry.get(0).as_string()?, read_to(&entry.get(1), deep)))
        };
        Data::Map(entries.iter().filter_map(field).list())
    } else {
        value.dyn_ref::<JsString>().map_or_else(|| written(value), |text| Data::Text(String::from(text)))
    }
}

/// A number as JavaScript writes it: the shortest text that reads back as the same number.
fn written(value: &JsValue) -> Data {
    let text = js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string());
    text.map_or(Data::Nothing, Data::Number)
}

/// A day, written `YYYY-MM-DD`, as the browser writes it for a language.
pub(crate) fn day(lang: &str, date: &str) -> String {
    let day = js_sys::Date::new(&JsValue::from_str(&format!("{date}T12:00:00")));
    if date.len() != 10 || day.get_time().is_nan() {
        return date.to_owned();
    }
    String::from(day.to_locale_date_string(lang, &JsValue::UNDEFINED))
}

/// Whether a text has a letter or a digit of any script. The browser knows them, so a page loads no table of all there are.
#[cfg(target_family = "wasm")]
pub(crate) fn has_letter(text: &str) -> bool {
    js_sys::RegExp::new("[\\p{Alphabetic}\\p{N}]", "u").test(text)
}

/// The same where there is no browser.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn has_letter(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
