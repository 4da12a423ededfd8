//! The inside of one element, as the element's own script drives it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rubric_dsl::{List, joined};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::Element;
use yew::{AppHandle, Renderer};

use crate::action::Action;
use crate::book::{Book, entry_data};
use crate::bridge;
use crate::data::{Data, Fields};
use crate::form::Form;
use crate::reading::Reading;
use crate::rubric::Rubric;
use crate::state::{Mode, Notice, State};
use crate::views::{Shell, Shown};
use crate::words::{self, Pack};

thread_local! {
    /// Places of elements that left the page, for those that come: Yew does not give back what a place has taken.
    static FREE: RefCell<Vec<Place>> = const { RefCell::new(Vec::new()) };
    /// How many elements there have been.
    static BORN: Cell<usize> = const { Cell::new(0) };
}

/// Where an element's view lives.
struct Place {
    view: AppHandle<Shell>,
    root: Element,
}

/// How the element looks.
#[wasm_bindgen]
#[must_use]
pub fn styles() -> String {
    include_str!("../css/rubric-assessment.css").to_owned()
}

/// The inside of one element.
#[wasm_bindgen]
pub struct Core {
    state: Rc<State>,
    place: Option<Place>,
    /// The assessment as the page gave it, until the rubric is there that it is of.
    given: Data,
    /// The rubric that what was refused last is of; empty where nothing was.
    other: String,
    /// What the page's attributes say.
    mode: String,
    rater: String,
    perspective: String,
    theme: String,
    /// Whether the page says that nothing can be changed.
    locked: bool,
}

impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Core").field("state", &self.state).finish_non_exhaustive()
    }
}

impl Default for Core {
    fn default() -> Self {
        let born = BORN.replace(BORN.get() + 1);
        let state = State { id: Rc::from(format!("r{born}-")), day: bridge::day, ..State::default() };
        Self {
            state: Rc::new(state),
            place: None,
            given: Data::Nothing,
            other: String::new(),
            mode: String::new(),
            rater: String::new(),
            perspective: String::new(),
            theme: String::new(),
            locked: false,
        }
    }
}

#[wasm_bindgen]
impl Core {
    /// An element that knows no rubric yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The element came onto a page: the part to show in it.
    pub fn connect(&mut self) -> Option<Element> {
        let place = FREE.with_borrow_mut(Vec::pop).or_else(|| {
            let root = web_sys::window()?.document()?.create_element("div").ok()?;
            let view = Renderer::<Shell>::with_root_and_props(root.clone(), Shown::default()).render();
            Some(Place { view, root })
        })?;
        let root = place.root.clone();
        self.place = Some(place);
        self.show();
        Some(root)
    }

    /// The element left its page.
    pub fn disconnect(&mut self) {
        if let Some(mut place) = self.place.take() {
            place.root.remove();
            place.view.update(Shown::default());
            FREE.with_borrow_mut(|free| free.push(place));
        }
    }

    /// Takes a compiled rubric. What was given stays, as far as the rubric has a place for it; where it is of another
    /// rubric, nothing changes, and `other` says so.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the bytes.
    pub fn load(&mut self, bytes: Vec<u8>) -> Result<bool, String> {
        let remedy = "compile it again with the `rubric` of the same version as this element";
        let rubric = Rubric::of(bytes).map_err(|error| format!("{error}; {remedy}"))?;
        let mut state = State::clone(&self.state);
        if !state.rubric.form.is_same(&rubric.form) {
            let data = self.assessment(&rubric.form);
            if let Some(other) = other(&rubric.form, &data) {
                self.other = words::fill(state.pack.other_rubric, &[other, &rubric.form.id]);
                return Ok(false);
            }
            state.book = Rc::new(Book::read(&rubric.form, &data));
            state.undo.clear();
            self.given = Data::Nothing;
        }
        state.rubric = Rc::new(rubric);
        self.other.clear();
        calm(&mut state);
        self.settle(state);
        Ok(true)
    }

    /// Sets one of: `value`, `prior`, `mode`, `rater`, `perspective`, `theme`, `lang`, `decimal`, `today`, `locked`, `notice` (one
    /// that has become so), `over` (one that is no longer so; an empty text for all of the draft), `trouble`, `examines`,
    /// `way`.
    pub fn set(&mut self, name: &str, value: &JsValue) {
        let data = bridge::read(value);
        let text = data.as_text();
        let mut state = State::clone(&self.state);
        let form = state.rubric.form.clone();
        let refused = !self.other.is_empty();
        match name {
            "value" if form.id.is_empty() => {
                self.given = data;
                self.state = Rc::new(State { book: Rc::default(), ..state });
                return;
            }
            "value" | "prior" if self.is_others(name, &form, &data) => return,
            "value" => {
                self.given = Data::Nothing;
                let book = Book::read(&state.rubric.form, &data);
                // A page may hand back what it was told; then nothing changed, and the last change can be taken back.
                if *state.book != book {
                    state.book = Rc::new(book);
                    state.undo.clear();
                }
                // What stands here now is no restored draft.
                over(&mut state, "restored");
                over(&mut state, "other-version");
            }
            "prior" => state.book = Rc::new(Book { prior: data, ..Book::clone(&state.book) }),
            "mode" => text.clone_into(&mut self.mode),
            "rater" => text.clone_into(&mut self.rater),
            "perspective" => text.clone_into(&mut self.perspective),
            "theme" => text.clone_into(&mut self.theme),
            "lang" => {
                state.pack = words::pack(text);
                state.lang = Rc::from(text);
                state.direction = words::direction(text);
            }
            "decimal" => state.decimal = text.chars().next().unwrap_or('.'),
            "today" => state.today = Rc::from(text),
            "examines" => state.examines = data == Data::Truth(true),
            "way" => {
                calm(&mut state);
                self.state = Rc::new(State { way: Rc::new(data), ..state });
                return self.show();
            }
            "locked" => self.locked = data == Data::Truth(true),
            "notice" => notice(&mut state, text),
            "over" => over(&mut state, text),
            "trouble" => {
                calm(&mut state);
                state.notices.push(Notice::Trouble(text.to_owned()));
            }
            _ => return,
        }
        if refused && self.other.is_empty() {
            calm(&mut state);
        }
        self.settle(state);
    }

    /// Does what a control names. What changed comes back as JSON; an empty text says that nothing did.
    pub fn act(&mut self, name: &str, leaf: usize, at: usize, text: &str) -> String {
        let Some(action) = Action::of(name, leaf, at, text) else {
            return String::new();
        };
        let before = self.state.book.clone();
        self.state = Rc::new(self.state.reduce(&action));
        self.show();
        if Rc::ptr_eq(&before, &self.state.book) { String::new() } else { self.changed(&before).to_json() }
    }

    /// Adds evidence that the page has uploaded. What changed comes back as JSON.
    pub fn attach(&mut self, leaf: usize, piece: &JsValue) -> String {
        let piece = bridge::read(piece);
        let text = |name| piece.get(name).as_text().to_owned();
        let action = Action::Attach { leaf, kind: text("kind"), title: text("title"), link: text("link") };
        let before = self.state.book.clone();
        self.state = Rc::new(self.state.reduce(&action));
        self.show();
        self.changed(&before).to_json()
    }

    /// One of: `value`, `result`, `completeness`, `csv`, `focus`, `rubric`, `seen` (what is looked at of the
    /// assessment), `side`, `other` (what is said of an assessment of another rubric, which was not taken), `amiss` (what is
    /// said of attributes); as JSON, a table or a sentence as text.
    #[must_use]
    pub fn get(&self, name: &str) -> String {
        let state = &self.state;
        match name {
            "value" if state.rubric.form.id.is_empty() => self.given.to_json(),
            "value" => state.book.write(&state.rubric.form).to_json(),
            "result" => crate::outside::result(&state.reading.result).to_json(),
            "completeness" => crate::outside::complete(&state.reading.result.complete).to_json(),
            "seen" => state.seen().write(&state.rubric.form).to_json(),
            "side" => {
                let side = state.perspective.and_then(|side| state.form().raters.get(side));
                side.map_or_else(|| "combined".to_owned(), |rater| rater.name.to_string())
            }
            "csv" => crate::outside::csv(&state.rubric.form, &state.book),
            "focus" => state.focus.0.to_string(),
            "other" => self.other.clone(),
            "amiss" => state.amiss.to_string(),
            "rubric" => {
                let form = &state.rubric.form;
                let fields =
                    Fields::default().with("id", Data::text(&form.id)).with("version", Data::text(&form.version));
                fields.done().to_json()
            }
            _ => String::new(),
        }
    }

    /// The compiled rubric.
    #[must_use]
    pub fn program(&self) -> Vec<u8> {
        self.state.rubric.bytes().to_vec()
    }

    /// What a form says while answers are missing.
    #[must_use]
    pub fn missing_text(&self) -> String {
        words::counted(self.state.pack.invalid, self.state.reading.result.complete.missing.len(), &[])
    }

    /// The id of the leaf with a path; empty where there is none.
    #[must_use]
    pub fn leaf(&self, path: &str) -> String {
        let form = self.state.form();
        let tail = format!(".{path}");
        let found = form
            .leaf_of(path)
            .or_else(|| form.nodes.iter().filter(|node| node.path.ends_with(&tail)).find_map(|node| node.leaf));
        found.map_or_else(String::new, |leaf| format!("{}l{leaf}", self.state.id))
    }
}

impl Core {
    /// The assessment that a new rubric is to read: the page's own for it, else what stands here, as far as it is anything.
    fn assessment(&self, new: &Form) -> Data {
        let (here, book) = (&self.state.rubric.form, &self.state.book);
        if here.id.is_empty() || !self.given.is_nothing() {
            // A previous result that came before there was a rubric stands in the book alone.
            let prior = if here.id.is_empty() { book.prior.clone() } else { Data::Nothing };
            return Fields::default().with("prior", prior).with_rest(self.given.fields()).done();
        }
        let data = book.write(here);
        let is_given = |part| !data.get(part).is_nothing();
        if here.id == new.id || ["context", "responses", "judgements", "conversation"].into_iter().any(is_given) {
            return data;
        }
        Fields::default().with("subject", data.get("subject").clone()).with("date", data.get("date").clone()).done()
    }

    /// Whether an assessment or a previous result is of another rubric than this. An assessment waits for its own.
    fn is_others(&mut self, name: &str, form: &Form, data: &Data) -> bool {
        let whole = if name == "prior" { Fields::default().with(name, data.clone()).done() } else { data.clone() };
        let other = other(form, &whole);
        self.other =
            other.map(|other| words::fill(self.state.pack.other_rubric, &[other, &form.id])).unwrap_or_default();
        if name == "value" && !self.other.is_empty() {
            self.given = data.clone();
        }
        !self.other.is_empty()
    }

    /// What the attributes name that there is not: sentences with the names that there are.
    fn amiss(&self, form: &Form, pack: &Pack, is_stranger: bool) -> String {
        let mut said = Vec::new();
        let mut sides = form.raters.iter().map(|rater| rater.name.as_str()).list();
        if is_stranger {
            said.push(words::fill(pack.stranger, &[&self.rater, &joined(&sides, ", ")]));
        }
        sides.push("combined");
        let perspective = if form.id.is_empty() { "" } else { &self.perspective };
        let others: [(&str, &str, &[&str]); 3] = [
            ("mode", &self.mode, &["assess", "compare", "report"]),
            ("perspective", perspective, &sides),
            ("theme", &self.theme, &["light", "dark"]),
        ];
        for (name, given, known) in others {
            if !given.is_empty() && !known.contains(&given) {
                said.push(words::fill(pack.no_such, &[name, given, &joined(known, ", ")]));
            }
        }
        joined(&said, " ")
    }

    /// Finds the raters by their names, reads the assessment, and shows everything.
    fn settle(&mut self, mut state: State) {
        let form = state.rubric.form.clone();
        state.mode = match self.mode.as_str() {
            "compare" => Mode::Compare,
            "report" => Mode::Report,
            _ => Mode::Assess,
        };
        let single = || form.raters.iter().position(|rater| !rater.many);
        state.rater =
            if self.rater.is_empty() && state.mode == Mode::Assess { single() } else { form.rater(&self.rater) };
        state.perspective = match (self.perspective.as_str(), state.mode) {
            ("combined", _) => None,
            ("", Mode::Assess) => state.rater,
            (name, _) => form.rater(name),
        };
        // What a rater whom the rubric does not have gave could not be kept.
        let is_stranger = !form.id.is_empty() && !self.rater.is_empty() && state.rater.is_none();
        state.locked = self.locked || is_stranger;
        state.amiss = Rc::from(self.amiss(&form, state.pack, is_stranger));
        // From another side, or by another rubric, the same sheet reads differently.
        state.reading = Reading::of(&state, None);
        state.way = Rc::default();
        state.typing = None;
        self.state = Rc::new(state);
        self.show();
    }

    fn show(&mut self) {
        if let Some(place) = &mut self.place {
            place.view.update(Shown { state: Some(self.state.clone()) });
        }
    }

    /// What is not as it was, and by whom: a leaf with what is given for it now, or a context value or a judgement by its
    /// name. What is of the whole has no path.
    fn changed(&self, before: &Book) -> Data {
        let (form, now) = (self.state.form(), &self.state.book);
        let own = |book: &Book, leaf| self.state.rater.map(|rater| book.entry(rater, leaf));
        let rated = (0..form.leaves.len()).find(|leaf| own(before, *leaf) != own(now, *leaf));
        let rated = rated.map(|leaf| (leaf, self.state.entry(leaf)));
        let agreed = || change(&before.agreed, &now.agreed).map(|(leaf, entry)| (leaf, entry.clone()));
        let context = || form.contexts.get(change(&before.context, &now.context)?.0).map(|context| &context.name);
        let judged = || form.judged.get(change(&before.judged, &now.judged)?.0).map(|judged| &judged.name);
        let leaf = rated.or_else(agreed).and_then(|(at, entry)| Some((form.node_of(at)?, form.leaves.get(at)?, entry)));
        let name = leaf.as_ref().map(|(node, ..)| &node.path).or_else(context).or_else(judged);
        let mut fields = vec![
            ("path".to_owned(), Data::text(name.map_or("", |name| name.as_str()))),
            ("rater".to_owned(), Data::text(self.state.rater_name().unwrap_or(""))),
        ];
        let given = leaf.map(|(_, asked, entry)| entry_data(asked, &entry)).filter(|given| !given.is_empty());
        fields.extend(given.map(|given| ("rating".to_owned(), given)));
        Data::Map(fields)
    }
}

/// The first that is not as it was.
fn change<'n, T: PartialEq>(before: &[T], now: &'n [T]) -> Option<(usize, &'n T)> {
    now.iter().enumerate().find(|(at, value)| before.get(*at) != Some(value))
}

/// The rubric that an assessment or its previous result is of, where there is one here and that is not it.
fn other<'d>(form: &Form, data: &'d Data) -> Option<&'d str> {
    let rubrics = [data.get("rubric").as_text(), data.get("prior").get("rubric").get("id").as_text()];
    rubrics.into_iter().find(|name| !name.is_empty() && !form.id.is_empty() && *name != form.id.as_str())
}

/// The notice of a draft with a name.
fn named(name: &str) -> Option<Notice> {
    Some(match name {
        "restored" => Notice::Restored,
        "not-saved" => Notice::NotSaved,
        "other-tab" => Notice::OtherTab,
        "other-version" => Notice::OtherVersion,
        _ => return None,
    })
}

/// No trouble is left.
fn calm(state: &mut State) {
    state.notices.retain(|notice| !matches!(notice, Notice::Trouble(_)));
}

fn notice(state: &mut State, name: &str) {
    let new = named(name).filter(|notice| !state.notices.contains(notice));
    state.notices.extend(new);
}

fn over(state: &mut State, name: &str) {
    let over = named(name);
    let stays =
        |notice: &Notice| matches!(notice, Notice::Trouble(_)) || over.as_ref().is_some_and(|over| over != notice);
    state.notices.retain(stays);
}
