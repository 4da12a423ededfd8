//! Who may ask, and the headers of every answer.

use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// The policy that the widget is made for. Frames are for pages of this server alone.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                      form-action 'self'; frame-ancestors 'self'; base-uri 'none'; \
                      require-trusted-types-for 'script'";

/// Headers of every answer. A file may be kept and is asked for again before it is used.
const HEADERS: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (CACHE_CONTROL, "no-cache"),
];

/// Refuses what another site's page asks for in this machine's name, and sets the headers.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    let mut response = if is_ours(&request) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "this server answers its own pages only\n").into_response()
    };
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Whether a request names this machine, and what changes something comes from a page of ours.
fn is_ours(request: &Request) -> bool {
    let header = |name: &HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let host = header(&HOST).unwrap_or("");
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let from = header(&HeaderName::from_static("sec-fetch-site")).unwrap_or("none");
    let changes = !request.method().is_safe();
    matches!(name, "127.0.0.1" | "localhost") && (!changes || matches!(from, "same-origin" | "none"))
}
