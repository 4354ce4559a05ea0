// Cypress: a command that waits for mail, and a test that uses it. Run: npx cypress run --spec cypress.cy.js
const url = Cypress.env("CATCHER_URL") ?? "http://localhost:8025";

Cypress.Commands.add("waitForMail", (mailbox, q, timeout = 10) => {
  const patience = (timeout + 5) * 1000;
  return cy
    .request({ url: `${url}/api/wait`, qs: { mailbox, q, timeout }, timeout: patience })
    .then(({ body }) => cy.request(`${url}/api/messages/${body.messages[0].id}`).its("body"));
});

describe("sign-up", () => {
  it("welcomes a new user", () => {
    const mailbox = `sign-up-${Date.now()}`; // the user name with which the application logs in to localhost:1025

    // Stands for: cy.visit("/sign-up"); cy.get("[name=email]").type("bob@example.com{enter}");
    cy.request({
      method: "POST",
      url: `${url}/api/messages`,
      qs: { mailbox },
      headers: { "Content-Type": "message/rfc822" },
      body: "From: shop@example.com\r\nTo: bob@example.com\r\nSubject: Welcome\r\n\r\nYour code is 314159.\r\n",
    });

    cy.waitForMail(mailbox, "to:bob@example.com subject:welcome").its("text").should("match", /code is \d{6}/);
  });
});
