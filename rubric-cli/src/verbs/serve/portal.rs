//! The demonstration: a district's portal, in which a leader and a supervisor assess, and both open the comparison.
//!
//! One review of one leader, kept in memory for as long as the server runs.

use std::fmt::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use rubric_core::Program;
use rubric_dsl::files::{Notation, read};
use rubric_dsl::{Severity, load};
use serde::Deserialize;
use serde_json::{Value, json};

use super::pages::{SAMPLE, css, html, script};

/// The most that a form may send, in bytes.
const LARGEST: usize = 4 << 20;

/// What has been given so far.
#[derive(Debug, Default)]
struct Review {
    own: Option<Value>,
    supervisor: Option<Value>,
    /// The whole assessment as both left the conversation.
    agreed: Option<Value>,
}

type Shared = Arc<Mutex<Review>>;

/// The two who assess.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Rater {
    #[serde(rename = "self")]
    Own,
    Supervisor,
}

impl Rater {
    const fn name(self) -> &'static str {
        match self {
            Self::Own => "self",
            Self::Supervisor => "supervisor",
        }
    }

    const fn heading(self) -> &'static str {
        match self {
            Self::Own => "Your self-assessment",
            Self::Supervisor => "Supervisor’s assessment of leader-01",
        }
    }

    const fn of(self, review: &mut Review) -> &mut Option<Value> {
        match self {
            Self::Own => &mut review.own,
            Self::Supervisor => &mut review.supervisor,
        }
    }
}

/// What a form sends.
#[derive(Debug, Deserialize)]
struct Sent {
    assessment: String,
}

/// A page of the portal.
fn page(heading: &str, content: &str) -> Response {
    html(include_str!("../../../pages/portal/page.html").replace("{heading}", heading).replace("{content}", content))
}

/// The routes of the portal.
pub(super) fn routes() -> Router {
    Router::new()
        .route("/portal/", get(home))
        .route("/portal/assess/{rater}", get(assess).post(take))
        .route("/portal/compare", get(compare).post(agree))
        .route("/portal/report", get(report))
        .route("/portal/assessment.json", get(assessment))
        .route("/portal/again", post(again))
        .route("/portal/portal.css", get(async || css(include_str!("../../../pages/portal/portal.css"))))
        .route("/portal/portal.js", get(async || script(include_str!("../../../pages/portal/portal.js"))))
        .layer(DefaultBodyLimit::max(LARGEST))
        .with_state(Shared::default())
}

fn locked(review: &Shared) -> MutexGuard<'_, Review> {
    // What a stopped request left is whole: each sets one value.
    review.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn home(State(review): State<Shared>) -> Response {
    let review = locked(&review);
    let both = review.own.is_some() && review.supervisor.is_some();
    let content = include_str!("../../../pages/portal/home.html")
        .replace("{self}", step(true, review.own.is_some()))
        .replace("{supervisor}", step(true, review.supervisor.is_some()))
        .replace("{conversation}", step(both, review.agreed.is_some()))
        .replace("{report}", step(review.agreed.is_some(), false));
    fresh(page("Review of leader-01", &content))
}

/// The state of a step, as the page's style knows it.
const fn step(open: bool, done: bool) -> &'static str {
    match (open, done) {
        (_, true) => "done",
        (true, false) => "open",
        (false, false) => "closed",
    }
}

async fn assess(Path(rater): Path<Rater>) -> Response {
    let content = include_str!("../../../pages/portal/assess.html");
    fresh(page(rater.heading(), &content.replace("{rater}", rater.name())))
}

async fn compare(State(review): State<Shared>) -> Response {
    if together(&locked(&review)).is_some() {
        fresh(page("Conversation with leader-01", include_str!("../../../pages/portal/compare.html")))
    } else {
        Redirect::to("/portal/").into_response()
    }
}

async fn report(State(review): State<Shared>) -> Response {
    if locked(&review).agreed.is_some() {
        fresh(page("Report on leader-01", include_str!("../../../pages/portal/report.html")))
    } else {
        Redirect::to("/portal/").into_response()
    }
}

/// Takes one rater's assessment.
async fn take(State(review): State<Shared>, Path(rater): Path<Rater>, Form(sent): Form<Sent>) -> Response {
    match checked(&sent.assessment) {
        Ok(given) => {
            *rater.of(&mut locked(&review)) = Some(given);
            Redirect::to("/portal/").into_response()
        }
        Err(problems) => refused(&problems),
    }
}

/// Takes what both agreed on.
async fn agree(State(review): State<Shared>, Form(sent): Form<Sent>) -> Response {
    match checked(&sent.assessment) {
        Ok(given) => {
            locked(&review).agreed = Some(given);
            Redirect::to("/portal/report").into_response()
        }
        Err(problems) => refused(&problems),
    }
}

/// Forgets everything.
async fn again(State(review): State<Shared>) -> Redirect {
    *locked(&review) = Review::default();
    Redirect::to("/portal/")
}

/// The assessment for the conversation and the report. Neither side sees the other's before both are given.
async fn assessment(State(review): State<Shared>) -> Response {
    let review = locked(&review);
    match review.agreed.clone().or_else(|| together(&review)) {
        Some(whole) => fresh(([(CONTENT_TYPE, "application/json")], whole.to_string()).into_response()),
        None => (StatusCode::NOT_FOUND, "both assessments must be given first\n").into_response(),
    }
}

/// Both assessments in one: each side's own responses, and nothing that it says of the other.
fn together(review: &Review) -> Option<Value> {
    let (own, supervisor) = (review.own.as_ref()?, review.supervisor.as_ref()?);
    let mut whole = supervisor.clone();
    let responses = [(own, Rater::Own), (supervisor, Rater::Supervisor)].map(|(given, rater)| responses(given, rater));
    *whole.get_mut("responses")? = json!(responses.concat());
    Some(whole)
}

/// A rater's own responses. What is sent is finished.
fn responses(given: &Value, rater: Rater) -> Vec<Value> {
    let all = given.get("responses").and_then(Value::as_array).cloned().unwrap_or_default();
    let own = |response: &Value| response.get("rater").and_then(Value::as_str) == Some(rater.name());
    let finished = |mut response: Value| {
        if let Some(fields) = response.as_object_mut() {
            fields.insert("done".to_owned(), Value::Bool(true));
        }
        response
    };
    all.into_iter().filter(own).map(finished).collect()
}

/// An assessment that the rubric can be scored with, or what is wrong with it.
fn checked(sent: &str) -> Result<Value, Vec<String>> {
    let problems = problems(sent);
    match serde_json::from_str(sent) {
        Ok(given) if problems.is_empty() => Ok(given),
        _ => Err(problems),
    }
}

/// What is wrong with an assessment of the sample rubric.
fn problems(sent: &str) -> Vec<String> {
    let loaded = load(SAMPLE, None);
    let bytes = loaded.compiled.as_ref().map_or(&[][..], |compiled| compiled.bytes());
    let program = match Program::parse(bytes) {
        Ok(program) => program,
        Err(error) => return vec![error.to_string()],
    };
    let found = read(&program, sent, Notation::Json).diagnostics;
    let errors = found.iter().filter(|finding| finding.severity() == Severity::Error);
    errors.map(|finding| finding.message().to_owned()).collect()
}

fn refused(problems: &[String]) -> Response {
    let mut list = String::new();
    for problem in problems {
        let _ = write!(list, "<li>{}</li>", escaped(problem));
    }
    let content = include_str!("../../../pages/portal/refused.html").replace("{problems}", &list);
    (StatusCode::UNPROCESSABLE_ENTITY, page("This assessment was not taken", &content)).into_response()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// An answer that is not to be kept.
fn fresh(answer: Response) -> Response {
    ([(CACHE_CONTROL, "no-store")], answer).into_response()
}
