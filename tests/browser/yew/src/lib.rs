//! A page that is itself a Yew application, around the element. Both count their handlers from the same numbers; a click
//! must reach its own side alone.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use web_sys::Element;
use yew::{Callback, Html, NodeRef, component, html, use_effect_with, use_node_ref, use_state};

#[wasm_bindgen]
extern "C" {
    /// What the page knows of the element.
    type Assessment;
    #[wasm_bindgen(method)]
    fn clear(this: &Assessment);
    #[wasm_bindgen(method, getter)]
    fn completeness(this: &Assessment) -> Completeness;
    /// How far an assessment is.
    type Completeness;
    #[wasm_bindgen(method, getter)]
    fn answered(this: &Completeness) -> u32;
}

fn assessment(element: &NodeRef) -> Option<Assessment> {
    element.cast::<Element>().map(JsCast::unchecked_into)
}

/// The page.
#[component]
fn App() -> Html {
    let element = use_node_ref();
    let answered = use_state(|| 0);
    let others = use_state(|| 0);
    let count = {
        let (element, answered) = (element.clone(), answered.clone());
        move || answered.set(assessment(&element).map_or(0, |it| it.completeness().answered()))
    };
    let listened = element.clone();
    use_effect_with((), move |()| {
        if let Some(element) = listened.cast::<Element>() {
            let hear = Closure::<dyn Fn()>::new(count).into_js_value();
            // Listening fails for a wrong name alone.
            let _ = element.add_event_listener_with_callback("rubric-change", hear.unchecked_ref());
        }
    });
    let start_over = {
        let (element, answered) = (element.clone(), answered.clone());
        Callback::from(move |_| {
            if let Some(element) = assessment(&element) {
                element.clear();
            }
            answered.set(0);
        })
    };
    let other = |at: usize| {
        let others = others.clone();
        html! { <button onclick={Callback::from(move |_| others.set(*others + 1))}>{ format!("Other {at}") }</button> }
    };
    html! {
        <>
            <rubric-assessment ref={element} src="/pages/small.rubric" rater="self" />
            <p>{ "Answered: " }<output>{ *answered }</output></p>
            <button onclick={start_over}>{ "Start over" }</button>
            { for (0..12).map(other) }
            <p>{ "Others: " }<output>{ *others }</output></p>
        </>
    }
}

/// Starts the page.
#[wasm_bindgen(start)]
pub fn start() {
    yew::Renderer::<App>::new().render();
}
