# Ruby: net/http is all it needs. Run: ruby mail.rb; in RSpec or Minitest, call wait_for_mail after the code that sends.
require "json"
require "net/http"
require "securerandom"

CATCHER = ENV.fetch("CATCHER_URL", "http://localhost:8025")

def ask(path, **parameters)
  uri = URI(CATCHER + path)
  uri.query = URI.encode_www_form(parameters) unless parameters.empty?
  answer = Net::HTTP.get_response(uri)
  raise answer.body unless answer.is_a?(Net::HTTPSuccess) # what nearly matched, and why it did not
  JSON.parse(answer.body)
end

# The first mail that matches: at once when it is there, else when it comes.
def wait_for_mail(mailbox, query, timeout: 10)
  found = ask("/api/wait", mailbox: mailbox, q: query, timeout: timeout)
  ask("/api/messages/#{found["messages"][0]["id"]}")
end

# Stands for your application, which would log in to localhost:1025 with the mailbox as its user name.
def sign_up(mailbox, address)
  mail = "From: shop@example.com\r\nTo: #{address}\r\nSubject: Welcome\r\n\r\nYour code is 314159.\r\n"
  Net::HTTP.post(URI("#{CATCHER}/api/messages?mailbox=#{mailbox}"), mail, "Content-Type" => "message/rfc822")
end

mailbox = SecureRandom.uuid # for this run alone
sign_up(mailbox, "bob@example.com")
mail = wait_for_mail(mailbox, "to:bob@example.com subject:welcome")
raise mail["text"] unless mail["text"].match?(/code is \d{6}/)
