//! Each statement as lines.

use super::expressions::{cap, expression, names, set, signed, test};
use super::layout::{Cell, Line, text};
use crate::ast::{
    Assign, Cap, Context, ContextForm, Entry, Example, ExampleItemKind, Expect, ForEach, Given, Item, ItemKind, Judged,
    JudgedItemKind, LevelText, Measure, MeasureForm, Name, Node, NodeItem, NodeItemKind, NodeOption, NodeOptionKind,
    Outcome, OutcomeItem, OutcomeItemKind, Policy, Promise, Rank, Rater, Rule, RuleItemKind, RuleKind, Scale, Setting,
    Text,
};
use crate::list::List;
use crate::span::Span;

pub(super) fn item<'s>(item: &Item<'s>) -> Line<'s> {
    let span = item.span;
    let head = |word: &'static str, text: &Text<'s>| Line::row(span, "head", vec![word.into(), text.into()]);
    match &item.kind {
        ItemKind::Version(text) => head("version", text),
        ItemKind::Language(text) => head("language", text),
        ItemKind::Source(text) => head("source", text),
        ItemKind::About(text) => Line::row(span, "about", vec!["about".into(), text.into()]),
        ItemKind::Effective(from, until) => {
            let until = until.map_or_else(String::new, |until| format!(" until {}", until.text));
            Line::row(span, "head", vec!["effective".into(), format!("from {}{until}", from.text).into()])
        }
        ItemKind::Terms(terms) => Line::block(span, vec!["terms".to_owned()], labels(terms)),
        ItemKind::Needs(share) => Line::plain(span, format!("needs {}", expression(share))),
        ItemKind::Scale(scale) => self::scale(span, scale),
        ItemKind::Answer(answer) => {
            let policy = match answer.policy {
                Policy::LeftOut => "left out".to_owned(),
                Policy::Missing => "missing".to_owned(),
                Policy::CountsAs(level) => format!("counts as {}", level.text),
            };
            let mut cells = vec![format!("answer {}", answer.name.text).into(), (&answer.label).into(), policy.into()];
            if answer.comment {
                cells.push("with comment".into());
            }
            Line::row(span, "answer", cells)
        }
        ItemKind::Rater(rater) => self::rater(span, rater),
        ItemKind::Combine(shares) => {
            let share = |share: &crate::ast::Share<'_>| {
                let optional = if share.optional { " optional" } else { "" };
                format!("{} {}{optional}", share.rater.text, expression(&share.weight))
            };
            Line::plain(span, format!("combine {}", shares.iter().map(share).list().join(", ")))
        }
        ItemKind::Context(context) => self::context(span, context),
        ItemKind::Setting(setting) => self::setting(span, setting),
        ItemKind::Require(condition, because) => {
            Line::plain(span, format!("require {} {}", expression(condition), text(because, 2)))
        }
        ItemKind::Node(node) => self::node(node),
        ItemKind::Measure(measure) => self::measure(span, measure),
        ItemKind::Outcome(outcome) => self::outcome(span, outcome),
        ItemKind::Judged(judged) => self::judged(span, judged),
        ItemKind::Rule(rule) => self::rule(rule),
        ItemKind::ForEach(each) => for_each(span, each),
        ItemKind::Rank(rank) => self::rank(span, rank),
        ItemKind::Example(example) => self::example(span, example),
        ItemKind::Promise(promise) => Line::plain(span, format!("promise {}", promised(promise))),
    }
}

/// `NAME "…"`, aligned.
fn labels<'s>(labels: &[(Name<'s>, Text<'s>)]) -> Vec<Line<'s>> {
    let line = |(name, text): &(Name<'s>, Text<'s>)| {
        Line::row(name.span.to(text.span), "label", vec![name.text.into(), text.into()])
    };
    labels.iter().map(line).list()
}

fn scale<'s>(span: Span, scale: &Scale<'s>) -> Line<'s> {
    let half = if scale.half_steps.is_some() { " half steps" } else { "" };
    let level = |level: &crate::ast::Level<'s>| {
        let mut cells: Vec<Cell<'s>> = vec![level.name.text.into()];
        cells.extend(level.value.as_ref().map(|value| format!("= {}", signed(value)).into()));
        cells.push((&level.label).into());
        Line::row(level.name.span.to(level.label.span), "level", cells)
    };
    Line::block(span, vec![format!("scale {}{half}", scale.name.text)], scale.levels.iter().map(level).list())
}

fn rater<'s>(span: Span, rater: &Rater<'s>) -> Line<'s> {
    let mut rest = Vec::new();
    if rater.many {
        rest.push("many".to_owned());
        rest.extend(rater.floor.map(|floor| format!("at least {}", floor.text)));
        rest.extend(rater.rounded.map(|digits| format!("rounded to {}", digits.text)));
    }
    if rater.private {
        rest.push("private".to_owned());
    }
    let mut cells = vec![format!("rater {}", rater.name.text).into(), (&rater.label).into()];
    if !rest.is_empty() {
        cells.push(rest.join(" ").into());
    }
    Line::row(span, "rater", cells)
}

fn context<'s>(span: Span, context: &Context<'s>) -> Line<'s> {
    let head = format!("context {} {}", context.name.text, text(&context.label, 2));
    match &context.form {
        ContextForm::Choices(choices) => Line::block(span, vec![head], labels(choices)),
        ContextForm::Number(low, high) => {
            Line::plain(span, format!("{head} number from {} to {}", signed(low), signed(high)))
        }
    }
}

fn setting<'s>(span: Span, setting: &Setting<'s>) -> Line<'s> {
    let limits = setting.limits.as_ref().map(|(low, high)| format!(" from {} to {}", signed(low), signed(high)));
    let value = format!("= {}{}", signed(&setting.value), limits.unwrap_or_default());
    Line::row(
        span,
        "setting",
        vec![format!("setting {}", setting.name.text).into(), (&setting.label).into(), value.into()],
    )
}

fn node<'s>(node: &Node<'s>) -> Line<'s> {
    let mut head = vec![format!("{} {} {}", node.kind.word(), node.name.text, text(&node.title, 2))];
    let mut options: Vec<&NodeOption<'s>> = node.options.iter().list();
    options.sort_by_key(|option| rank_of(&option.kind));
    head.extend(options.iter().map(|option| self::option(option)));
    Line::maybe_block(node.span, head, node.body.as_ref().map(|items| items.iter().map(node_item).list()))
}

/// The order in which options are printed.
const fn rank_of(kind: &NodeOptionKind<'_>) -> u8 {
    match kind {
        NodeOptionKind::Cumulative => 0,
        NodeOptionKind::Between(..) => 1,
        NodeOptionKind::Words(_) => 2,
        NodeOptionKind::Weight(_) => 3,
        NodeOptionKind::Using(_) => 4,
        NodeOptionKind::Tag(_) => 5,
        NodeOptionKind::Needs(_) => 6,
        NodeOptionKind::Rolls(_) => 7,
        NodeOptionKind::Answers(_) => 8,
        NodeOptionKind::OnlyWhen(_) => 9,
    }
}

fn option(option: &NodeOption<'_>) -> String {
    match &option.kind {
        NodeOptionKind::Cumulative => "cumulative".to_owned(),
        NodeOptionKind::Between(low, high) => format!("from {} to {}", signed(low), signed(high)),
        NodeOptionKind::Words(count) => format!("at least {} words", count.text),
        NodeOptionKind::Weight(weight) => format!("weight {}", expression(weight)),
        NodeOptionKind::Using(scale) => format!("using {}", scale.text),
        NodeOptionKind::Tag(tags) => format!("tag {}", names(tags)),
        NodeOptionKind::Needs(share) => format!("needs {}", expression(share)),
        NodeOptionKind::Rolls(roll) => format!("rolls up by {}", roll.words()),
        NodeOptionKind::Answers(answers) if answers.is_empty() => "answers none".to_owned(),
        NodeOptionKind::Answers(answers) => format!("answers {}", names(answers)),
        NodeOptionKind::OnlyWhen(condition) => format!("only when {}", expression(condition)),
    }
}

fn node_item<'s>(item: &NodeItem<'s>) -> Line<'s> {
    let span = item.span;
    match &item.kind {
        NodeItemKind::Node(node) => self::node(node),
        NodeItemKind::Option(option) => Line::plain(span, self::option(option)),
        NodeItemKind::About(text) => Line::row(span, "about", vec!["about".into(), text.into()]),
        NodeItemKind::Ask(text) => Line::row(span, "ask", vec!["ask".into(), text.into()]),
        NodeItemKind::Level(level) => level_text(span, level),
        NodeItemKind::Evidence(evidence) => {
            let at_least = evidence.at_least.map_or_else(String::new, |count| format!(" at least {}", count.text));
            let before = if evidence.before_rating { " before rating" } else { "" };
            Line::plain(span, format!("evidence {}{at_least}{before}", names(&evidence.kinds)))
        }
        NodeItemKind::Comment(condition) => Line::plain(span, comment(condition.as_ref())),
    }
}

fn comment(condition: Option<&crate::ast::Expr<'_>>) -> String {
    let when = condition.map_or_else(String::new, |condition| format!(" when {}", expression(condition)));
    format!("comment required{when}")
}

fn level_text<'s>(span: Span, level: &LevelText<'s>) -> Line<'s> {
    let mut head = vec![level.level.text.to_owned()];
    match (&level.text, &level.practices) {
        (Some(text), None) => Line::row(span, "descriptor", vec![level.level.text.into(), text.into()]),
        (described, practices) => {
            head.extend(described.as_ref().map(|described| text(described, 2)));
            Line::block(span, head, labels(practices.as_deref().unwrap_or_default()))
        }
    }
}

fn measure<'s>(span: Span, measure: &Measure<'s>) -> Line<'s> {
    let mut head = vec![format!("measure {}", measure.name.text)];
    head.extend(measure.title.as_ref().map(|title| text(title, 2)));
    match &measure.form {
        MeasureForm::Formula(formula) => {
            head.push(format!("= {}", expression(formula)));
            Line::plain(span, head.join(" "))
        }
        MeasureForm::Steps(of, lines) => {
            head.push(format!("of {}", expression(of)));
            Line::block(span, head, entries(lines))
        }
        MeasureForm::Linear(of, lines) => {
            head.push(format!("of {} linear", expression(of)));
            Line::block(span, head, entries(lines))
        }
        MeasureForm::List(lines) => Line::block(span, head, entries(lines)),
    }
}

fn entries<'s>(entries: &[Entry<'s>]) -> Vec<Line<'s>> {
    let line = |entry: &Entry<'s>| {
        Line::row(entry.span, "entry", vec![expression(&entry.value).into(), test(&entry.test).into()])
    };
    entries.iter().map(line).list()
}

fn outcome<'s>(span: Span, outcome: &Outcome<'s>) -> Line<'s> {
    let mut head = vec![format!("outcome {} {}", outcome.name.text, text(&outcome.title, 2))];
    head.extend(outcome.scale.map(|scale| format!("on {}", scale.text)));
    head.extend(outcome.of.as_ref().map(|of| format!("of {}", expression(of))));
    head.extend(outcome.by.as_ref().map(|by| format!("by {}", by.text())));
    if outcome.lowest_first {
        head.push("lowest first".to_owned());
    }
    Line::block(span, head, outcome.items.iter().map(outcome_item).list())
}

fn outcome_item<'s>(item: &OutcomeItem<'s>) -> Line<'s> {
    let span = item.span;
    let cells = |first: String, names: &[Name<'s>]| {
        let last = names.len().saturating_sub(1);
        let rest = names
            .iter()
            .enumerate()
            .map(|(at, name)| format!("{}{}", name.text, if at < last { "," } else { "" }).into());
        Line::row(span, "matrix", std::iter::once(first.into()).chain(rest).list())
    };
    match &item.kind {
        OutcomeItemKind::Level(name, label) => {
            Line::row(span, "own level", vec![format!("level {}", name.text).into(), label.into()])
        }
        OutcomeItemKind::Clause(level, when) => Line::row(span, "clause", vec![level.text.into(), test(when).into()]),
        OutcomeItemKind::Cap(limit) => cap_line(span, limit),
        OutcomeItemKind::Columns(names) => cells("columns".to_owned(), names),
        OutcomeItemKind::Row(level, names) => cells(format!("row {}:", level.text), names),
    }
}

fn cap_line<'s>(span: Span, limit: &Cap<'s>) -> Line<'s> {
    let because = limit.because.as_ref().map_or_else(String::new, |because| format!(" because {}", text(because, 4)));
    Line::plain(span, format!("{}{because}", cap(limit)))
}

fn judged<'s>(span: Span, judged: &Judged<'s>) -> Line<'s> {
    let mut head = vec![format!("judged {} {}", judged.name.text, text(&judged.title, 2))];
    head.push(format!("on {} by {}", judged.scale.text, judged.rater.text));
    head.extend(judged.proposing.map(|outcome| format!("proposing {}", outcome.text)));
    let line = |item: &crate::ast::JudgedItem<'s>| match &item.kind {
        JudgedItemKind::Comment(condition) => Line::plain(item.span, comment(condition.as_ref())),
        JudgedItemKind::Cap(cap) => cap_line(item.span, cap),
    };
    let lines: Vec<Line<'s>> = judged.items.iter().map(line).list();
    Line::maybe_block(span, head, if lines.is_empty() { None } else { Some(lines) })
}

fn rule<'s>(rule: &Rule<'s>) -> Line<'s> {
    let word = if rule.kind == RuleKind::Flag { "flag" } else { "advise" };
    let head = format!("{word} {} {} when {}", rule.name.text, text(&rule.text, 2), expression(&rule.when));
    let line = |item: &crate::ast::RuleItem<'s>| {
        let cells: Vec<Cell<'s>> = match &item.kind {
            RuleItemKind::Say(text) => vec!["say".into(), text.into()],
            RuleItemKind::Ask(text) => vec!["ask".into(), text.into()],
            RuleItemKind::Link(address, None) => vec!["link".into(), address.into()],
            RuleItemKind::Link(address, Some(title)) => {
                vec!["link".into(), format!("{} {}", text(address, 0), text(title, 0)).into()]
            }
            RuleItemKind::Priority(number) => vec!["priority".into(), number.text.into()],
        };
        Line::row(item.span, "advice", cells)
    };
    Line::maybe_block(rule.span, vec![head], rule.items.as_ref().map(|items| items.iter().map(line).list()))
}

fn for_each<'s>(span: Span, each: &ForEach<'s>) -> Line<'s> {
    let head = format!("for each {} in {}", each.member.text, set(&each.set));
    Line::block(span, vec![head], each.rules.iter().map(rule).list())
}

fn rank<'s>(span: Span, rank: &Rank<'s>) -> Line<'s> {
    let (word, end) = if rank.strengths { ("strengths", "top") } else { ("growth", "bottom") };
    Line::row(span, "rank", vec![word.into(), format!("{end} {} of {}", rank.count.text, set(&rank.set)).into()])
}

fn example<'s>(span: Span, example: &Example<'s>) -> Line<'s> {
    let perspective = example.perspective.map_or_else(String::new, |rater| format!(" as {}", rater.text));
    let line = |item: &crate::ast::ExampleItem<'s>| match &item.kind {
        ExampleItemKind::Assign(given) => assign(given),
        ExampleItemKind::Response(rater, given) => {
            Line::block(item.span, vec![rater.text.to_owned()], given.iter().map(assign).list())
        }
        ExampleItemKind::Prior(given) => {
            Line::block(item.span, vec!["prior".to_owned()], given.iter().map(assign).list())
        }
        ExampleItemKind::Expect(expect) => Line::plain(item.span, format!("expect {}", expected(expect))),
    };
    let head = format!("example {}{perspective}", text(&example.title, 2));
    Line::block(span, vec![head], example.items.iter().map(line).list())
}

fn assign<'s>(assign: &Assign<'s>) -> Line<'s> {
    let value = match &assign.value {
        Given::Name(name) => name.text.to_owned(),
        Given::Number(number) => signed(number),
        Given::Practices(practices) => format!("[{}]", names(practices)),
        Given::Words(count) => format!("{} words", count.text),
    };
    let evidence = assign.evidence.map(|count| format!("{} evidence", count.text));
    let with: Vec<String> = evidence.into_iter().chain(assign.comment.then(|| "comment".to_owned())).list();
    let with = if with.is_empty() { String::new() } else { format!(" with {}", with.join(", ")) };
    Line::row(assign.span, "assign", vec![assign.path.text().into(), format!("= {value}{with}").into()])
}

/// An expectation as it is written.
pub(crate) fn expected(expect: &Expect<'_>) -> String {
    match expect {
        Expect::Rule { no, kind, name, member } => {
            let no = if *no { "no " } else { "" };
            let kind = if *kind == RuleKind::Flag { "flag" } else { "advice" };
            let member = member.as_ref().map_or_else(String::new, |member| format!("[{}]", member.text()));
            format!("{no}{kind} {}{member}", name.text)
        }
        Expect::Unknown(what) => format!("{} is unknown", expression(what)),
        Expect::LeftOut(what) => format!("{} is left out", expression(what)),
        Expect::Problem { no, judged } => format!("{}problem with {}", if *no { "no " } else { "" }, judged.text),
        Expect::MayBe(outcome, levels) => format!("{} may be {}", outcome.text, names(levels)),
        Expect::Holds(condition) => expression(condition),
    }
}

/// A promise as it is written.
pub(crate) fn promised(promise: &Promise<'_>) -> String {
    match promise {
        Promise::NeverFalls(outcome) => format!("{} never falls when a rating rises", outcome.text),
        Promise::ReachesEveryLevel(outcome) => format!("{} reaches every level", outcome.text),
        Promise::Never(condition) => format!("never ({})", expression(condition)),
        Promise::Always(condition) => format!("always ({})", expression(condition)),
    }
}
