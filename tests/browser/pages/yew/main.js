// Starts the Yew application.
import start from "./yew_host.js";

await start({ module_or_path: fetch(new URL("yew_host_bg.wasm", import.meta.url)) });
