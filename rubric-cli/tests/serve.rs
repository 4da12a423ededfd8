//! `rubric serve`, asked as a browser asks.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what fails here fails the test")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A server that ends with its test.
struct Server {
    child: Child,
    port: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().expect("the server runs until now");
        self.child.wait().expect("it ends");
    }
}

/// An answer: its head in small letters, and its body.
struct Answer {
    head: String,
    body: String,
}

/// A folder that holds what a widget's folder is known by.
fn widget(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("rubric-assessment.js"), "export const plain = 1;\n").unwrap();
    fs::write(folder.join("rubric-assessment.js.br"), "stands for the same, compressed").unwrap();
    folder
}

fn serve(name: &str) -> Server {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rubric"))
        .args(["serve", "--widget"])
        .arg(widget(name))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let port = line.split("http://127.0.0.1:").nth(1).and_then(|rest| rest.split('/').next()).map(str::to_owned);
    Server { child, port: port.expect("the first line says where") }
}

impl Server {
    fn ask(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(format!("127.0.0.1:{}", self.port)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let text = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        Answer { head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str, more: &str) -> Answer {
        let port = &self.port;
        self.ask(&format!("GET {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n{more}\r\n"))
    }

    fn post(&self, path: &str, assessment: &str, from: &str) -> Answer {
        let encoded: String = assessment.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let body = format!("assessment={encoded}");
        let (port, length) = (&self.port, body.len());
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\nsec-fetch-site: {from}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
        ))
    }
}

fn given(rater: &str, level: &str) -> String {
    format!(
        r#"{{"format":"rubric-assessment/1","rubric":"school_leadership","version":"1.0.0","subject":"leader-01",
            "conversation":{{"steps":[{{"text":"visit three classrooms"}}]}},
            "responses":[{{"rater":"{rater}","done":true,"ratings":{{"healthy.trust.keeps_word":"{level}"}}}}]}}"#
    )
}

#[test]
fn pages_come_with_their_kind_and_the_policy() {
    let server = serve("pages");
    for (path, kind) in [
        ("/", "text/html"),
        ("/portal/", "text/html"),
        ("/preview/", "text/html"),
        ("/portal/portal.css", "text/css"),
        ("/portal/portal.js", "text/javascript"),
        ("/rubric/rubric-assessment.js", "text/javascript"),
        ("/rubrics/school-leadership.rubric", "text/plain"),
    ] {
        let head = server.get(path, "").head;
        assert!(head.starts_with("http/1.1 200"), "{path}: {head}");
        assert!(head.contains(&format!("content-type: {kind}")), "{path}: {head}");
        assert!(head.contains("content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
        assert!(head.contains("x-content-type-options: nosniff"), "{path}: {head}");
        assert!(head.contains("cache-control: no-"), "{path}: {head}");
    }
}

#[test]
fn what_can_be_smaller_is_sent_smaller() {
    let server = serve("smaller");
    let ready = server.get("/rubric/rubric-assessment.js", "accept-encoding: br\r\n");
    assert!(ready.head.contains("content-encoding: br"), "{}", ready.head);
    assert_eq!(ready.body, "stands for the same, compressed");
    assert_eq!(server.get("/rubric/rubric-assessment.js", "").body, "export const plain = 1;\n");
    let page = server.get("/rubrics/school-leadership.rubric", "accept-encoding: gzip\r\n");
    assert!(page.head.contains("content-encoding: gzip"), "{}", page.head);
}

#[test]
fn a_file_that_has_not_changed_is_not_sent_again() {
    let server = serve("again");
    let later = "if-modified-since: Fri, 01 Jan 2100 00:00:00 GMT\r\n";
    let answer = server.get("/rubric/rubric-assessment.js", later);
    assert!(answer.head.starts_with("http/1.1 304"), "{}", answer.head);
}

#[test]
fn another_name_for_this_machine_is_refused() {
    let server = serve("names");
    let answer = server.ask("GET /portal/ HTTP/1.1\r\nhost: example.org\r\nconnection: close\r\n\r\n");
    assert!(answer.head.starts_with("http/1.1 403"), "{}", answer.head);
}

#[test]
fn each_side_is_seen_when_both_are_given() {
    let server = serve("sides");
    let whole = || server.get("/portal/assessment.json", "");
    assert!(whole().head.starts_with("http/1.1 404"));
    assert!(server.get("/portal/compare", "").head.starts_with("http/1.1 303"));
    let own = server.post("/portal/assess/self", &given("self", "exemplary"), "same-origin");
    assert!(own.head.starts_with("http/1.1 303"), "{}\n{}", own.head, own.body);
    assert!(whole().head.starts_with("http/1.1 404"));
    server.post("/portal/assess/supervisor", &given("supervisor", "developing"), "same-origin");
    let together = whole().body;
    assert!(together.contains(r#""rater":"self""#) && together.contains("exemplary"), "{together}");
    assert!(together.contains(r#""rater":"supervisor""#) && together.contains("developing"), "{together}");
    assert!(server.get("/portal/compare", "").head.starts_with("http/1.1 200"));
    server.post("/portal/again", "", "same-origin");
    assert!(whole().head.starts_with("http/1.1 404"));
}

#[test]
fn one_side_cannot_speak_for_the_other() {
    let server = serve("speak");
    server.post("/portal/assess/self", &given("supervisor", "exemplary"), "same-origin");
    server.post("/portal/assess/supervisor", &given("supervisor", "developing"), "same-origin");
    let together = server.get("/portal/assessment.json", "").body;
    assert!(together.contains("developing") && !together.contains("exemplary"), "{together}");
}

#[test]
fn an_assessment_that_cannot_be_scored_is_refused_with_the_reason() {
    let server = serve("refused");
    let refused = server.post("/portal/assess/self", &given("self", "<b>splendid</b>"), "same-origin");
    assert!(refused.head.starts_with("http/1.1 422"), "{}", refused.head);
    assert!(refused.body.contains("&lt;b&gt;splendid&lt;/b&gt;"), "{}", refused.body);
    assert!(!refused.body.contains("<b>splendid"), "{}", refused.body);
}

#[test]
fn another_sites_form_is_refused() {
    let server = serve("site");
    let refused = server.post("/portal/assess/self", &given("self", "exemplary"), "cross-site");
    assert!(refused.head.starts_with("http/1.1 403"), "{}", refused.head);
}

#[test]
fn a_folder_without_a_widget_is_said_to_be_one() {
    let folder = env!("CARGO_MANIFEST_DIR");
    let done = Command::new(env!("CARGO_BIN_EXE_rubric")).args(["serve", "--widget", folder]).output().unwrap();
    assert_eq!(done.status.code(), Some(2));
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(said.contains("holds no widget: there is no `rubric-assessment.js` in it"), "{said}");
}
