//! The engine on other machines: one digest for each case here, on an emulated Cortex-M4 and as WebAssembly.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::tools::{self, Failure, cargo, root};

const THUMB: &str = "thumbv7em-none-eabihf";
const WASM: &str = "wasm32-unknown-unknown";
/// Rubrics made by chance, beside those of the library.
const GENERATED: usize = 260;
/// The fewest cases that are to be told apart.
const CASES: usize = 5_000;
/// Most bytes of code of the firmware that loads and evaluates one rubric, start-up and console included.
const CODE: u64 = 14_680;
/// Most bytes of memory that it takes: workings, ratings and stack.
const MEMORY: u64 = 3_420;
/// Most bytes of the module that loads and evaluates one rubric.
const MODULE: u64 = 18_420;
/// How `wasm-opt` makes a module small. Memory that nobody wrote is nought, and what the compiler uses is told it.
const SHRINK: [&str; 5] = ["-Oz", "--converge", "--zero-filled-memory", "--enable-bulk-memory", "--enable-sign-ext"];
/// What a person presses at the kiosk: fifteen indicators high, one step back and lower, the rest low.
const BUTTONS: &str = "444444444444444b3111111111\n";

pub(crate) fn run() -> Result<(), Failure> {
    let folder = root().join("target/device");
    tools::run(Command::new("rustup").args(["target", "add", THUMB, WASM]).current_dir(root()))?;
    let expected = cases(&folder)?;
    on_the_device(&folder, &expected)?;
    as_webassembly(&folder, &expected)
}

/// Writes the cases and what this machine says of them.
fn cases(folder: &Path) -> Result<String, Failure> {
    let mut command = cargo();
    command.args(["run", "--quiet", "--release", "--package", "rubric-tests", "--bin", "cases", "--"]);
    command.arg(folder).arg(GENERATED.to_string()).args(rubrics(&root().join("rubrics"))?);
    tools::run(&mut command)?;
    let expected = fs::read_to_string(folder.join("expected.txt"))?;
    match expected.lines().count() {
        count if count < CASES => Err(Failure(format!("only {count} cases were made; {CASES} are wanted"))),
        _ => Ok(expected),
    }
}

/// Every rubric below a folder, in order.
fn rubrics(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(rubrics(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rubric") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn on_the_device(folder: &Path, expected: &str) -> Result<(), Failure> {
    let emulator = "qemu-system-arm";
    if !tools::answers(emulator) {
        tools::debian(&[emulator])?;
    }
    let device = root().join("tests/device");
    let built = root().join("target/firmware");
    let mut build = cargo();
    build.current_dir(&device).args(["build", "--quiet", "--release", "--target-dir"]).arg(&built);
    tools::run(build.env("RUBRIC_CASES", folder))?;
    let firmware = |name: &str| built.join(THUMB).join("release").join(name);
    same(expected, &emulated(&firmware("cases"), &[], "")?, "the emulated device")?;
    let figures = emulated(&firmware("figures"), &["-icount", "shift=0"], "")?;
    let figure = |name: &str| {
        let line = figures.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.trim().parse::<u64>().ok()).ok_or_else(|| Failure(format!("no figure {name}")))
    };
    let code = code_bytes(&firmware("figures"))?;
    let memory = figure("bytes-workings")? + figure("bytes-ratings")? + figure("bytes-stack")?;
    println!("code {code} bytes, memory {memory} bytes");
    print!("{figures}");
    within("bytes of code", code, CODE)?;
    within("bytes of memory", memory, MEMORY)?;
    no_floats(&firmware("figures"))?;
    let kiosk = emulated(&firmware("kiosk"), &[], BUTTONS)?;
    let shown: Vec<&str> = kiosk.lines().filter(|line| !line.ends_with("b?")).collect();
    println!("{}", shown.join("\n"));
    if shown.iter().any(|line| line.contains("decided by")) {
        Ok(())
    } else {
        Err(Failure("the kiosk does not say why".to_owned()))
    }
}

/// What a firmware prints.
fn emulated(firmware: &Path, more: &[&str], keys: &str) -> Result<String, Failure> {
    let mut command = Command::new("qemu-system-arm");
    command.args(["-cpu", "cortex-m4", "-machine", "mps2-an386", "-nographic", "-monitor", "none", "-serial", "none"]);
    command.args(["-semihosting-config", "enable=on,target=native"]).args(more).arg("-kernel").arg(firmware);
    output(command, keys)
}

fn as_webassembly(folder: &Path, expected: &str) -> Result<(), Failure> {
    let wasm = root().join("tests/wasm");
    let built = root().join("target/wasm");
    tools::node()?;
    tools::packages(&wasm)?;
    let module = built.join("module.wasm");
    let build = |features: &[&str]| {
        let mut build = cargo();
        build.current_dir(&wasm).args(["build", "--quiet", "--release", "--target-dir"]).arg(&built);
        tools::run(build.args(features))?;
        let mut shrink = Command::new(wasm.join("node_modules/.bin/wasm-opt"));
        shrink.args(SHRINK).arg(built.join(WASM).join("release/rubric_wasm.wasm"));
        tools::run(shrink.arg("--output").arg(&module))
    };
    build(&["--features", "cases"])?;
    let mut node = Command::new("node");
    node.arg(wasm.join("run.mjs")).arg(&module).arg(folder.join("cases.bin"));
    same(expected, &output(node, "")?, "WebAssembly")?;
    build(&[])?;
    let bytes = fs::metadata(&module)?.len();
    println!("module {bytes} bytes");
    within("bytes of the module", bytes, MODULE)
}

fn output(mut command: Command, input: &str) -> Result<String, Failure> {
    use std::io::Write;
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes())?;
    }
    let done = child.wait_with_output()?;
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    if done.status.success() { Ok(told) } else { Err(Failure(format!("{name} failed ({}): {told}", done.status))) }
}

/// Holds the digests of another machine to those of this one.
fn same(expected: &str, found: &str, machine: &str) -> Result<(), Failure> {
    let (wanted, told) = (expected.lines().count(), found.lines().count());
    let differing = expected.lines().zip(found.lines()).position(|(one, other)| one != other);
    match differing {
        Some(at) => Err(Failure(format!("case {at} differs on {machine}"))),
        None if wanted != told => Err(Failure(format!("{machine} told {told} digests of {wanted}"))),
        None => {
            println!("{wanted} digests are the same on {machine}");
            Ok(())
        }
    }
}

fn within(what: &str, found: u64, most: u64) -> Result<(), Failure> {
    if found <= most { Ok(()) } else { Err(Failure(format!("{found} {what}; at most {most} are meant"))) }
}

/// A program of the toolchain's own, from the component `llvm-tools`.
fn llvm(name: &str) -> Result<Command, Failure> {
    let mut asked = Command::new("rustc");
    asked.args(["--print", "target-libdir"]).current_dir(root());
    let libraries = output(asked, "")?;
    let program = Path::new(libraries.trim()).with_file_name("bin").join(name);
    if !program.exists() {
        println!("installing the toolchain's component llvm-tools with rustup");
        tools::run(Command::new("rustup").args(["component", "add", "llvm-tools"]).current_dir(root()))?;
    }
    Ok(Command::new(program))
}

/// Bytes of code of a firmware, the start-up and the console's included, the rubric's not.
fn code_bytes(firmware: &Path) -> Result<u64, Failure> {
    let mut size = llvm("llvm-size")?;
    size.args(["-A", "-d"]).arg(firmware);
    let table = output(size, "")?;
    let text =
        table.lines().find_map(|line| line.strip_prefix(".text")).and_then(|line| line.split_whitespace().next());
    text.and_then(|bytes| bytes.parse().ok()).ok_or_else(|| Failure("llvm-size does not tell the code".to_owned()))
}

/// No instruction of binary floating point: on this core they all begin with `v`.
fn no_floats(firmware: &Path) -> Result<(), Failure> {
    let mut objdump = llvm("llvm-objdump")?;
    objdump.args(["--disassemble", "--no-show-raw-insn", "--no-leading-addr"]).arg(firmware);
    let listing = output(objdump, "")?;
    let is_float =
        |line: &str| line.split_whitespace().next().is_some_and(|word| word.starts_with('v') && word.contains(".f"));
    match listing.lines().find(|line| is_float(line)) {
        Some(line) => Err(Failure(format!("a float instruction is left: {}", line.trim()))),
        None => Ok(()),
    }
}
