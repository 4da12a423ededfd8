// Starts the Yew application.
import start from "./yew_host.js";

await start();
