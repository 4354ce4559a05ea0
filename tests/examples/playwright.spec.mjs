// Playwright: a fixture gives each test a mailbox of its own. Run: npx playwright test playwright.spec.mjs
import { test as base, expect } from "@playwright/test";

const url = process.env.CATCHER_URL ?? "http://localhost:8025";

const test = base.extend({
  mailbox: async ({ request }, use, info) => {
    const name = `${info.testId}-${Date.now()}`;
    await use({
      name, // the user name with which the application logs in to localhost:1025
      async wait(q, timeout = 10) {
        const found = await request.get(`${url}/api/wait`, { params: { mailbox: name, q, timeout }, timeout: (timeout + 5) * 1000 });
        expect(found.ok(), await found.text()).toBeTruthy();
        const [{ id }] = (await found.json()).messages;
        return (await request.get(`${url}/api/messages/${id}`)).json();
      },
    });
    await request.delete(`${url}/api/mailboxes/${name}`);
  },
});

test("a new user is welcomed", async ({ request, mailbox }) => {
  // Stands for: await page.goto("/sign-up"); await page.getByLabel("E-mail").fill("bob@example.com"); ...
  await request.post(`${url}/api/messages`, {
    params: { mailbox: mailbox.name },
    headers: { "Content-Type": "message/rfc822" },
    data: "From: shop@example.com\r\nTo: bob@example.com\r\nSubject: Welcome\r\n\r\nYour code is 314159.\r\n",
  });

  const mail = await mailbox.wait("to:bob@example.com subject:welcome");

  expect(mail.text).toMatch(/code is \d{6}/);
});
