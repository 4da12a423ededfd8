//! `rubric serve`: the widget in a portal and in a preview, on this machine alone.

mod headers;
mod pages;
mod portal;

use std::io::Write;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::middleware::from_fn;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

use crate::Ending;
use crate::arguments::Serve;
use crate::input;
use crate::output;
use crate::problem::Problem;

/// The file by which a folder is known to hold the built widget.
const ENTRY: &str = "rubric-assessment.js";

pub(crate) fn run(arguments: &Serve) -> Result<Ending, Problem> {
    let widget = widget(arguments)?;
    let rubric = match &arguments.rubric {
        Some(path) => input::text(path)?,
        None => pages::SAMPLE.to_owned(),
    };
    let editor = match &arguments.editor {
        Some(path) => Some(input::text(path)?),
        None => None,
    };
    let site = site(&widget, arguments.pages.as_deref(), (rubric, editor));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(serve(arguments.port, site))
}

/// The folder of the widget.
fn widget(arguments: &Serve) -> Result<PathBuf, Problem> {
    let found = match &arguments.widget {
        Some(folder) => Some(folder.clone()),
        None => beside().into_iter().find(|folder| folder.join(ENTRY).is_file()),
    };
    match found {
        Some(folder) if folder.join(ENTRY).is_file() => Ok(folder),
        Some(folder) => {
            Err(Problem::Command(format!("`{}` holds no widget: there is no `{ENTRY}` in it", folder.display())))
        }
        None => Err(Problem::Command(
            "there is no folder `widget` beside this program: name it with `--widget`; \
             in the project, `cargo xtask widget` builds it"
                .to_owned(),
        )),
    }
}

/// Where a widget is looked for: beside the program, and one folder up.
fn beside() -> Vec<PathBuf> {
    let program = std::env::current_exe().unwrap_or_default();
    program.ancestors().skip(1).take(2).map(|folder| folder.join("widget")).collect()
}

/// Everything that is served.
fn site(widget: &Path, pages: Option<&Path>, preview: (String, Option<String>)) -> Router {
    let mut site = Router::new()
        .merge(pages::routes(preview))
        .merge(portal::routes())
        .nest_service("/rubric", ServeDir::new(widget).precompressed_br().precompressed_gzip());
    if let Some(folder) = pages {
        site = site.nest_service("/pages", ServeDir::new(folder));
    }
    site.layer(from_fn(headers::guard)).layer(CompressionLayer::new())
}

async fn serve(port: u16, site: Router) -> Result<Ending, Problem> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| Problem::Command(format!("cannot listen on port {port} of this machine: {error}")))?;
    announce(&format!("http://{}", listener.local_addr()?))?;
    axum::serve(listener, site).await?;
    Ok(Ending::Clean)
}

fn announce(address: &str) -> Result<(), Problem> {
    let mut out = output::open(None)?;
    writeln!(out, "serving at {address}/ on this machine alone; what is sent stays in memory; Ctrl-C ends it")?;
    writeln!(out, "  portal   {address}/portal/")?;
    writeln!(out, "  preview  {address}/preview/")?;
    out.flush()?;
    Ok(())
}
