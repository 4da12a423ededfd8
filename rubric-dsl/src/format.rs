//! Tree to text: the one layout.
//!
//! Statements stand on lines of their own, blocks are indented by two, neighbours of one kind are aligned, one blank
//! line stays where there were some, and comments stay with what they stand by. Printing and reading again gives the
//! same rubric.

mod expressions;
mod layout;
mod statements;

pub(crate) use expressions::{cap, expression, test};
pub(crate) use statements::{expected, promised};

use crate::ast::File;
use crate::codes::PROSE;
use crate::list::List;
use layout::{Layout, Line};

/// The text of a rubric in the one layout. A file without a rubric stays as it is; without the feature `prose`, where nothing
/// has a place, every file does.
#[must_use]
pub fn format(file: &File<'_>) -> String {
    let Some(rubric) = file.rubric.as_ref().filter(|_| PROSE) else {
        return file.source.to_owned();
    };
    let mut head = format!("rubric {}", rubric.name.text);
    if let Some(title) = &rubric.title {
        head.push(' ');
        head.push_str(&layout::text(title, 0));
    }
    let lines = rubric.items.iter().map(statements::item).list();
    let mut layout = Layout::new(file.source, &file.comments);
    layout.print(vec![Line::block(rubric.span, vec![head], lines)]);
    layout.finish()
}
