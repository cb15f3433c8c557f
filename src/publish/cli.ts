#!/usr/bin/env node
/** `sso-elements-tags`: prints tags with the digests of what the package has for browsers. */
import { fileURLToPath } from 'node:url';
import { runTagsCommand } from './cli-run.js';

process.exitCode = runTagsCommand({
  args: process.argv.slice(2),
  // Where both are in the package: this in `dist/publish`, the other in `dist/browser`.
  folder: fileURLToPath(new URL(/* @vite-ignore */ '../browser', import.meta.url)),
  stdout: process.stdout,
  stderr: process.stderr,
});
