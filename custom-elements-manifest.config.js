/** The manifest of the elements' attributes, events, parts and slots, for editors and documentation. */
export default {
  globs: ['src/elements/**/*.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
};
