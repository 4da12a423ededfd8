// Lays out the pages of these tests in `target/browser/pages`: the plain ones, and the recipes of `docs/embedding.md` as they stand there.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { transformAsync } from "@babel/core";
import { createEs2015LinkerPlugin } from "@angular/compiler-cli/linker/babel";
import { build } from "esbuild";
import { compileScript, parse } from "vue/compiler-sfc";
import { command, root } from "./site.mjs";

const here = join(root, "tests/browser");
const pages = join(root, "target/browser/pages");
const recipes = join(root, "target/browser/recipes");

/** Writes the blocks of the document that name a file. */
function unfold() {
  const blocks = readFileSync(join(root, "docs/embedding.md"), "utf8").matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms);
  for (const [, path, text] of blocks) {
    const file = join(recipes, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Vue's single-file components, compiled as Vue's own tools do. */
const vue = {
  name: "vue",
  setup({ onLoad }) {
    onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor } = parse(await readFile(path, "utf8"), { filename: path });
      const compilerOptions = { isCustomElement: (tag) => tag.startsWith("rubric-") };
      const { content } = compileScript(descriptor, { id: "app", inlineTemplate: true, templateOptions: { compilerOptions } });
      return { contents: content, loader: "js", resolveDir: here };
    });
  },
};

/** Angular's packages come half compiled; its linker does the other half. */
const angular = {
  name: "angular",
  setup({ onLoad }) {
    const fileSystem = { resolve: join, exists: existsSync, readFile: (path) => readFileSync(path, "utf8"), dirname };
    const linker = createEs2015LinkerPlugin({ fileSystem, logger: { level: 1, debug() {}, info() {}, warn() {}, error() {} }, linkerJitMode: false });
    onLoad({ filter: /@angular\/.*\.mjs$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (!text.includes("ɵɵngDeclare")) return { contents: text, loader: "js" };
      const { code } = await transformAsync(text, { filename: path, plugins: [linker], compact: false, configFile: false, babelrc: false });
      return { contents: code, loader: "js" };
    });
  },
};

const bundle = (entry, out, more = {}) => build({
  entryPoints: [entry],
  outfile: out,
  bundle: true,
  format: "esm",
  nodePaths: [join(here, "node_modules")],
  define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
  logLevel: "warning",
  ...more,
});

/** Compiles the Angular recipe ahead of time, as its command line does. */
function compileAngular() {
  const folder = join(recipes, "angular");
  const options = {
    compilerOptions: { target: "ES2022", module: "ES2022", moduleResolution: "bundler", outDir: "out", strict: true, skipLibCheck: true, lib: ["ES2022", "DOM"], types: [], paths: { "*": [`${here}/node_modules/*`] } },
    angularCompilerOptions: { compilationMode: "full", strictTemplates: true },
    files: ["main.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
  execFileSync(process.execPath, [join(here, "node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js"), "-p", folder], { stdio: "inherit" });
  return join(folder, "out/main.js");
}

rmSync(pages, { recursive: true, force: true });
rmSync(recipes, { recursive: true, force: true });
cpSync(join(here, "pages"), pages, { recursive: true });
execFileSync(command, ["compile", join(pages, "small.rubric"), "-o", join(pages, "small.rbc")]);
unfold();
for (const name of ["plain", "sooner", "form", "react", "vue", "angular", "frame"]) {
  mkdirSync(join(pages, name), { recursive: true });
  cpSync(join(recipes, name, "index.html"), join(pages, name, "index.html"));
}
for (const name of ["plain", "frame"]) cpSync(join(recipes, name, "main.js"), join(pages, name, "main.js"));
mkdirSync(join(pages, "single"), { recursive: true });
cpSync(join(root, "target/dist/single/rubric-assessment.js"), join(pages, "single/rubric-assessment.js"));
const split = readFileSync(join(here, "pages/place.html"), "utf8");
const single = split.replace("/rubric/rubric-assessment.js", "rubric-assessment.js").replace("place.js", "../place.js");
writeFileSync(join(pages, "single/index.html"), single);
await bundle(join(recipes, "react/main.jsx"), join(pages, "react/main.js"));
await bundle(join(recipes, "vue/main.js"), join(pages, "vue/main.js"), { plugins: [vue] });
await bundle(compileAngular(), join(pages, "angular/main.js"), { plugins: [angular] });
