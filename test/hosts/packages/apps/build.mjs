// `node build.mjs NAME`: builds the app with one bundler into `built/NAME`.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const [name] = process.argv.slice(2);
const outDir = resolve('built', name);
const page = readFileSync('index.html', 'utf8');
const copyPage = (text) => {
  mkdirSync(outDir, { recursive: true });
  writeFileSync(`${outDir}/index.html`, text);
};

const builders = {
  async vite() {
    const { build } = await import('vite');
    await build({ base: './', logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  },
  async webpack() {
    const { default: webpack } = await import('webpack');
    const stats = await new Promise((done, fail) =>
      webpack(
        { mode: 'production', entry: './main.js', output: { path: outDir, filename: 'main.js' } },
        (error, result) => (error ? fail(error) : done(result)),
      ),
    );
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    // What webpack thinks of sizes is none of this test's business.
    const wrong = [...errors, ...warnings.filter(({ message }) => !/size limit|performance/.test(message))];
    if (wrong.length > 0) throw new Error(wrong.map(({ message }) => message).join('\n'));
    // It finds its later chunks by the tag that is being run, which modules do not have.
    copyPage(page.replace('type="module"', 'defer'));
  },
  async esbuild() {
    const { build } = await import('esbuild');
    const { warnings } = await build({
      entryPoints: ['main.js'],
      bundle: true,
      splitting: true,
      format: 'esm',
      minify: true,
      outdir: outDir,
      logLevel: 'error',
    });
    if (warnings.length > 0) throw new Error(JSON.stringify(warnings));
    copyPage(page);
  },
  async rollup() {
    const { rollup } = await import('rollup');
    const { nodeResolve } = await import('@rollup/plugin-node-resolve');
    const bundle = await rollup({
      input: 'main.js',
      plugins: [nodeResolve({ browser: true })],
      onwarn: ({ message }) => {
        throw new Error(message);
      },
    });
    await bundle.write({ dir: outDir, format: 'es' });
    await bundle.close();
    copyPage(page);
  },
  next() {
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
    const cli = resolve('../node_modules/next/dist/bin/next');
    execFileSync(process.execPath, [cli, 'build', 'next'], { env, stdio: 'inherit' });
    cpSync('next/out', outDir, { recursive: true });
  },
};

await builders[name]();
