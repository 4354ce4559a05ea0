<?php
// PHP: file_get_contents is all it needs. Run: php mail.php; in PHPUnit, call waitForMail after the code that sends.
$catcher = getenv('CATCHER_URL') ?: 'http://localhost:8025';

function ask(string $url, array $options = []): array
{
    $context = stream_context_create(['http' => ['ignore_errors' => true, 'timeout' => 20] + $options]);
    $answer = json_decode(file_get_contents($url, false, $context), true, 512, JSON_THROW_ON_ERROR);
    if (($answer['status'] ?? 200) >= 400) {
        throw new RuntimeException($answer['detail']); // what was expected, and what came
    }
    return $answer;
}

/** The first mail that matches: at once when it is there, else when it comes. */
function waitForMail(string $mailbox, string $query): array
{
    global $catcher;
    $found = ask("$catcher/api/wait?" . http_build_query(['mailbox' => $mailbox, 'q' => $query, 'timeout' => 10]));
    return ask("$catcher/api/messages/{$found['messages'][0]['id']}");
}

/** Stands for your application, which would log in to localhost:1025 with the mailbox as its user name. */
function signUp(string $mailbox, string $address): void
{
    global $catcher;
    $mail = "From: shop@example.com\r\nTo: $address\r\nSubject: Welcome\r\n\r\nYour code is 314159.\r\n";
    $header = "Content-Type: message/rfc822";
    ask("$catcher/api/messages?mailbox=$mailbox", ['method' => 'POST', 'header' => $header, 'content' => $mail]);
}

$mailbox = uniqid('sign-up-'); // for this run alone
signUp($mailbox, 'bob@example.com');
$mail = waitForMail($mailbox, 'to:bob@example.com subject:welcome');
if (!preg_match('/code is \d{6}/', $mail['text'])) {
    throw new RuntimeException($mail['text']);
}
