import lit from 'eslint-plugin-lit';
import tseslint from 'typescript-eslint';

const sink = 'Merchant and reader text reaches the page through templates only.';
const csp = 'A strict Content-Security-Policy blocks inline styles: use parts, states and custom properties.';
const kept = 'It wipes what the reader or a password manager has typed: use the value attribute.';

/** Constructs that break a promise of the package, wherever they stand in src. */
const banned = [
  { selector: 'MemberExpression[property.name=/^(inner|outer)HTML$/]', message: sink },
  { selector: 'Identifier[name=/^(unsafeHTML|unsafeSVG|unsafeStatic|insertAdjacentHTML)$/]', message: sink },
  { selector: "Identifier[name='styleMap']", message: csp },
  { selector: 'TemplateElement[value.raw=/\\sstyle=/]', message: csp },
  { selector: "CallExpression[callee.name='live']", message: kept },
  { selector: 'TemplateElement[value.raw=/\\s\\.value=/]', message: kept },
  { selector: 'TSAnyKeyword', message: 'Say what it is, or unknown.' },
  { selector: 'ExportAllDeclaration', message: 'List what is exported.' },
  { selector: 'TSEnumDeclaration', message: 'Use a table: as const.' },
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'dist-demo/',
      'packed/',
      'test/fixtures/',
      'coverage/',
      'reports/',
      '.tmp/',
      'node_modules/',
      'src/locales/generated/',
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      // Lit's and MSW's handlers are promises that nobody awaits, by design.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      // An async function is how a constant becomes a promise that an interface asks for.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [lit.configs['flat/recommended']],
    rules: {
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-restricted-syntax': ['error', ...banned],
      'max-lines': ['warn', { max: 150 }],
    },
  },
  {
    // The merchant's form holds a draft, which its fields follow; no password manager writes there.
    files: ['src/settings-editor/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...banned.filter(({ message }) => !message.startsWith('It wipes'))] },
  },
  {
    files: ['src/**/locales/**/*.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['src/gateway/node/cli.ts', 'src/gateway/node/serve.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Answers in tests are looked at piece by piece; their shapes are what the tests assert.
    files: ['test/**/*.ts', 'demo/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
