import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: './', // every URL is relative, so the page works under any path
  plugins: [svelte()],
  build: {
    outDir: '../catcher/page',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    // What the first paint needs is one file, not a dozen that the on-demand ones happen to share.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'index', test: /src\/main\.ts$/ }] } } },
  },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8025', ws: true } } },
  test: { include: ['src/**/*.test.ts'] },
});
