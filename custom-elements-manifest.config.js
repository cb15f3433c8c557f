/** The manifest of the elements' attributes, events, parts and slots, for editors and documentation. */
export default {
  globs: ['src/elements/**/*.ts', 'src/settings-editor/sso-settings.ts', 'src/settings-editor/saved-event.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
};
