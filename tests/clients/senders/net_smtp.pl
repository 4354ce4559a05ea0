# Net::SMTP with STARTTLS that verifies, and a login: perl net_smtp.pl HOST PORT CA_FILE
use strict;
use warnings;
use Net::SMTP;

my ($host, $port, $ca) = @ARGV;
my $smtp = Net::SMTP->new($host, Port => $port) or die "no connection\n";
$smtp->starttls(SSL_ca_file => $ca) or die $smtp->message;
$smtp->auth("shop", "secret") or die $smtp->message;
$smtp->mail("ann\@example.com", Return => "HDRS", Envelope => "QQ314159") or die $smtp->message;
$smtp->recipient("bob\@example.com", { Notify => ["SUCCESS", "FAILURE"] }) or die $smtp->message;
$smtp->data("From: ann\@example.com\nTo: bob\@example.com\nSubject: from Perl\n\n.dot\n") or die $smtp->message;
$smtp->quit;
