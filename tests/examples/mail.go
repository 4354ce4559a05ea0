// Go: net/http is all it needs. Run: go run mail.go; in a test, call waitForMail after the code that sends.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/smtp"
	"net/url"
	"os"
	"strings"
	"time"
)

func env(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

var catcher = env("CATCHER_URL", "http://localhost:8025")

type Mail struct {
	ID      int    `json:"id"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

func get(path string, into any) error {
	answer, err := http.Get(catcher + path)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s", body) // what nearly matched, and why it did not
	}
	return json.Unmarshal(body, into)
}

// waitForMail returns the first mail that matches: at once when it is there, else when it comes.
func waitForMail(mailbox, query string) (mail Mail, err error) {
	var found struct{ Messages []Mail }
	asked := url.Values{"mailbox": {mailbox}, "q": {query}, "timeout": {"10"}}
	if err = get("/api/wait?"+asked.Encode(), &found); err == nil {
		err = get(fmt.Sprintf("/api/messages/%d", found.Messages[0].ID), &mail)
	}
	return mail, err
}

// signUp stands for your application. Go logs in without encryption to localhost only.
func signUp(mailbox, address string) error {
	smtpAddress := env("CATCHER_SMTP", "localhost:1025")
	host, _, _ := net.SplitHostPort(smtpAddress)
	text := "From: shop@example.com\r\nTo: " + address + "\r\nSubject: Welcome\r\n\r\nYour code is 314159.\r\n"
	login := smtp.PlainAuth("", mailbox, "any", host)
	return smtp.SendMail(smtpAddress, login, "shop@example.com", []string{address}, []byte(text))
}

func main() {
	mailbox := fmt.Sprintf("sign-up-%d", time.Now().UnixNano()) // for this run alone
	if err := signUp(mailbox, "bob@example.com"); err != nil {
		log.Fatal(err)
	}
	mail, err := waitForMail(mailbox, "to:bob@example.com subject:welcome")
	if err != nil || !strings.Contains(mail.Text, "314159") {
		log.Fatal(err, mail)
	}
}
