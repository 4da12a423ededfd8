//! Pages that stay as they are: the entrance, the preview, rubrics.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// The sample rubric.
pub(super) const SAMPLE: &str = include_str!("../../../../rubrics/school-leadership.rubric");

/// A page.
pub(super) fn html(text: impl IntoResponse) -> Response {
    typed("text/html; charset=utf-8", text)
}

/// A style sheet.
pub(super) fn css(text: &'static str) -> Response {
    typed("text/css; charset=utf-8", text)
}

/// A script.
pub(super) fn script(text: &'static str) -> Response {
    typed("text/javascript; charset=utf-8", text)
}

fn typed(kind: &'static str, text: impl IntoResponse) -> Response {
    ([(CONTENT_TYPE, kind)], text).into_response()
}

fn rubric(text: String) -> Response {
    typed("text/plain; charset=utf-8", text)
}

/// The routes. The preview opens with a rubric's text, in an editor where there is one.
pub(super) fn routes((opened, editor): (String, Option<String>)) -> Router {
    let editor = editor.unwrap_or_else(|| include_str!("../../../pages/preview/editor.js").to_owned());
    Router::new()
        .route("/", get(async || html(include_str!("../../../pages/index.html"))))
        .route("/pages.css", get(async || css(include_str!("../../../pages/pages.css"))))
        .route("/preview/", get(async || html(include_str!("../../../pages/preview/index.html"))))
        .route("/preview/preview.css", get(async || css(include_str!("../../../pages/preview/preview.css"))))
        .route("/preview/preview.js", get(async || script(include_str!("../../../pages/preview/preview.js"))))
        .route("/preview/editor.js", get(async move || typed("text/javascript; charset=utf-8", editor)))
        .route("/preview/examine.js", get(async || script(include_str!("../../../pages/preview/examine.js"))))
        .route("/preview/opened.rubric", get(async move || rubric(opened)))
        .route("/rubrics/school-leadership.rubric", get(async || rubric(SAMPLE.to_owned())))
}
