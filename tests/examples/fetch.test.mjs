// Plain JavaScript (Node, Deno, Bun, Jest, Vitest): fetch is all it needs. Run: node --test fetch.test.mjs
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";

const url = process.env.CATCHER_URL ?? "http://localhost:8025";

// The first mail of the mailbox that matches: at once when it is there, else when it comes.
async function waitForMail(mailbox, q, timeout = 10) {
  const found = await fetch(`${url}/api/wait?${new URLSearchParams({ mailbox, q, timeout })}`);
  const answer = await found.json();
  if (!found.ok) throw new Error(`${answer.detail}\n${JSON.stringify(answer.nearest, null, 2)}`);
  return (await fetch(`${url}/api/messages/${answer.messages[0].id}`)).json();
}

// Stands for your application, which would log in to localhost:1025 with the mailbox as its user name.
async function signUp(mailbox, address) {
  const mail = `From: shop@example.com\r\nTo: ${address}\r\nSubject: Welcome\r\n\r\nYour code is 314159.\r\n`;
  await fetch(`${url}/api/messages?mailbox=${mailbox}`, { method: "POST", body: mail, headers: { "Content-Type": "message/rfc822" } });
}

test("a new user is welcomed", async () => {
  const mailbox = randomUUID(); // for this test alone
  await signUp(mailbox, "bob@example.com");

  const mail = await waitForMail(mailbox, "to:bob@example.com subject:welcome");

  assert.match(mail.text, /code is \d{6}/);
  await assert.rejects(waitForMail(mailbox, "to:eve@example.com", 0), /0 came/);
});
