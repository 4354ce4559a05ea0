"""unittest: a mailbox for each test. Run: python -m unittest test_unittest.py"""

import smtplib
import unittest

import catcher


class SignUp(catcher.CatcherTestCase):
    def test_a_new_user_is_welcomed(self) -> None:
        # Stands for your application; Django, Flask-Mail and FastAPI-Mail send into the mailbox by themselves.
        with smtplib.SMTP(*self.mailbox.smtp) as smtp:
            smtp.login(*self.mailbox.login)
            smtp.sendmail(
                "shop@example.com", ["bob@example.com"], "Subject: Welcome\n\nYour code is 314159.\n"
            )

        mail = self.mailbox.wait(to="bob@example.com", subject="welcome")

        self.assertIn("314159", mail.text)
        self.mailbox.none(to="eve@example.com")


if __name__ == "__main__":
    unittest.main()
