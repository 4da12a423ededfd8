// For the page around a frame: says hello, follows the height, and hands on what the frame says.
const PROTOCOL = "rubric-frame/1";

/**
 * Connects a frame that shows `frame.html`.
 * @param {HTMLIFrameElement} frame the frame
 * @param {string} origin the exact origin that the frame comes from
 * @param {(message: object) => void} told called with each message of the frame
 * @returns {{ set(fields: object): void, ask(): void, close(): void }} what can be told to it
 */
export function connect(frame, origin, told) {
  const tell = (type, fields = {}) => frame.contentWindow?.postMessage({ ...fields, protocol: PROTOCOL, type }, origin);
  const hear = ({ origin: from, source, data }) => {
    if (from !== origin || source !== frame.contentWindow || data?.protocol !== PROTOCOL) return;
    if (data.type === "height" && Number.isFinite(data.height)) frame.style.height = `${data.height}px`;
    told(data);
  };
  const hello = () => tell("hello");
  window.addEventListener("message", hear);
  frame.addEventListener("load", hello);
  hello();
  return {
    set: (fields) => tell("set", fields),
    ask: () => tell("ask"),
    close() {
      window.removeEventListener("message", hear);
      frame.removeEventListener("load", hello);
    },
  };
}
