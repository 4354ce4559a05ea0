// Nodemailer with STARTTLS that verifies, and a login: node nodemailer.mjs HOST PORT CA_FILE
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const nodemailer = createRequire(`${process.cwd()}/web/`)('nodemailer');
const [host, port, ca] = process.argv.slice(2);
const transport = nodemailer.createTransport({
  host,
  port: Number(port),
  requireTLS: true,
  tls: { ca: readFileSync(ca) },
  auth: { user: 'shop', pass: 'secret' },
});
await transport.sendMail({
  from: 'Ann <ann@example.com>',
  to: 'bob@example.com',
  bcc: 'eve@example.com',
  subject: 'from Node ✓',
  text: '.dot',
  attachments: [{ filename: 'Grüße.txt', content: 'a file' }],
});
