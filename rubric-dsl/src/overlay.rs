//! What one district changes of a rubric.

use std::collections::BTreeMap;

use rubric_core::Fraction;

/// A district's overlay: settings within their limits, labels, and the language of the labels.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// Settings, by name.
    pub settings: BTreeMap<String, Fraction>,
    /// Labels, by key: the path of a node, the name of a thing, `scale.level`, `context.choice`.
    pub labels: BTreeMap<String, String>,
    /// Language tag of the labels.
    pub language: Option<String>,
}
