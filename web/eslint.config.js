import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** Rooms: texts and api -> inbox -> ui. Each may use those before it, never those after. */
const mayNotImport = (room, ...rooms) => ({
  files: [`src/${room}/**`],
  rules: {
    'no-restricted-imports': ['error', { patterns: rooms.map((name) => ({ group: [`**/${name}/**`] })) }],
  },
});

export default ts.config(
  { ignores: ['src/api/schema.d.ts', 'screenshots'] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  { rules: { 'no-undef': 'off', 'svelte/prefer-svelte-reactivity': 'off' } },
  mayNotImport('texts', 'api', 'inbox', 'ui'),
  mayNotImport('api', 'texts', 'inbox', 'ui'),
  mayNotImport('inbox', 'ui'),
  {
    files: ['src/ui/**'],
    rules: { 'no-restricted-globals': ['error', 'fetch', 'WebSocket'] },
  },
);
