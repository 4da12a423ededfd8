// Evaluates a bundle of cases in the module and prints a digest a line: node run.mjs MODULE BUNDLE
import { readFileSync } from 'node:fs';

const [module, bundle] = process.argv.slice(2).map((path) => readFileSync(path));
const { instance } = await WebAssembly.instantiate(module, {});
const { memory, buffer, digests, evaluate } = instance.exports;
new Uint8Array(memory.buffer).set(bundle, buffer());
const count = evaluate(bundle.length);
const found = new BigUint64Array(memory.buffer, digests(), count);
console.log(Array.from(found, (digest) => digest.toString(16).padStart(16, '0')).join('\n'));
