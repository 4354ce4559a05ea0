// .NET: HttpClient is all it needs. Run: dotnet run Mail.cs (.NET 10); in a test, call WaitForMail.
using System.Net;
using System.Net.Mail;
using System.Text.Json;

var catcher = Environment.GetEnvironmentVariable("CATCHER_URL") ?? "http://localhost:8025";
var smtp = (Environment.GetEnvironmentVariable("CATCHER_SMTP") ?? "localhost:1025").Split(':');
using var http = new HttpClient();

async Task<JsonElement> Ask(string path)
{
    var answer = await http.GetAsync(catcher + path);
    var body = await answer.Content.ReadAsStringAsync();
    if (!answer.IsSuccessStatusCode) throw new Exception(body); // what nearly matched, and why it did not
    return JsonDocument.Parse(body).RootElement;
}

// The first mail that matches: at once when it is there, else when it comes.
async Task<JsonElement> WaitForMail(string mailbox, string query)
{
    var found = await Ask($"/api/wait?timeout=10&mailbox={mailbox}&q={Uri.EscapeDataString(query)}");
    return await Ask($"/api/messages/{found.GetProperty("messages")[0].GetProperty("id")}");
}

// Stands for your application.
void SignUp(string mailbox, string address)
{
    using var client = new SmtpClient(smtp[0], int.Parse(smtp[1])) { Credentials = new NetworkCredential(mailbox, "any") };
    client.Send("shop@example.com", address, "Welcome", "Your code is 314159.");
}

var mailbox = $"sign-up-{Guid.NewGuid()}"; // for this run alone
SignUp(mailbox, "bob@example.com");
var mail = await WaitForMail(mailbox, "to:bob@example.com subject:welcome");
if (!mail.GetProperty("text").GetString()!.Contains("314159")) throw new Exception(mail.ToString());
