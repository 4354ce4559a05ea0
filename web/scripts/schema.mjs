/** Makes src/api/schema.d.ts from the server's own description; with --check only says whether it is up to date. */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const target = new URL('../src/api/schema.d.ts', import.meta.url);
const repository = fileURLToPath(new URL('../..', import.meta.url));
const python = process.env.PYTHON ?? `${repository}.venv/bin/python`;

const description = execFileSync(python, ['-m', 'catcher.adapters.http'], {
    cwd: repository,
    encoding: 'utf8',
});
const banner =
    '/** The shapes of the API, made by `npm run format` from the server; not to be edited. */\n\n';
const wanted = banner + astToString(await openapiTS(description));
const found = await readFile(target, 'utf8').catch(() => '');

if (found !== wanted && process.argv.includes('--check')) {
    console.error('src/api/schema.d.ts is not what the server describes; run: make format');
    process.exitCode = 1;
} else if (found !== wanted) {
    await writeFile(target, wanted);
}
