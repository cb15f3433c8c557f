// Prints as JSON what importing elements adds to a bundle: importer → bundler → bytes after brotli 11.
import { writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build as bundle } from 'esbuild';
import { build as viteBuild } from 'vite';

const imports = {
  login: "import 'sso-elements/login';",
  'login-register': "import 'sso-elements/login';\nimport 'sso-elements/register';",
  all: "import 'sso-elements/all';",
  named: "import { SsoLogin } from 'sso-elements';\nconsole.log(SsoLogin.name);",
};

/** Chunks → sizes. `first`: the entry and what it imports at once; `all`: with what is loaded later. */
function sum(chunks) {
  const bytes = ({ code }) => brotliCompressSync(code).length;
  const first = new Set();
  const add = (name) => {
    if (first.has(name)) return;
    first.add(name);
    chunks.get(name).imports.forEach(add);
  };
  for (const [name, { isEntry }] of chunks) if (isEntry) add(name);
  const total = (names) => [...names].reduce((size, name) => size + bytes(chunks.get(name)), 0);
  return { first: total(first), all: total(chunks.keys()), chunks: chunks.size };
}

async function withVite(entry) {
  const { output } = await viteBuild({
    configFile: false,
    logLevel: 'error',
    build: { write: false, modulePreload: { polyfill: false }, rolldownOptions: { input: entry } },
  });
  return new Map(output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
}

async function withEsbuild(entry) {
  const { metafile, outputFiles } = await bundle({
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    write: false,
    metafile: true,
    outdir: 'measured',
  });
  return new Map(
    Object.entries(metafile.outputs).map(([path, { imports: made, entryPoint }]) => [
      path,
      {
        code: outputFiles.find((file) => basename(file.path) === basename(path)).text,
        isEntry: entryPoint?.endsWith(basename(entry)),
        imports: made.filter(({ kind }) => kind === 'import-statement').map((each) => each.path),
      },
    ]),
  );
}

const sizes = {};
for (const [name, code] of Object.entries(imports)) {
  const entry = resolve(`measure-${name}.js`);
  writeFileSync(entry, `${code}\n`);
  sizes[name] = { vite: sum(await withVite(entry)), esbuild: sum(await withEsbuild(entry)) };
}
console.log(JSON.stringify(sizes));
