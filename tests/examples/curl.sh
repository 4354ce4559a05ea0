#!/bin/sh
# A shell script that asserts on mail: curl's exit code is all it needs.
set -eu
url=${CATCHER_URL:-http://localhost:8025}
smtp=${CATCHER_SMTP:-localhost:1025}
mailbox="sign-up-$$" # for this run alone; a login of that name puts mail there

# Stands for your application.
curl --silent --show-error "smtp://$smtp" --user "$mailbox:any" \
     --mail-from shop@example.com --mail-rcpt bob@example.com --upload-file - <<'MAIL'
From: shop@example.com
To: bob@example.com
Subject: Welcome

Your code is 314159.
MAIL

# Returns as soon as the mail is there; after 10 seconds it fails, and prints what nearly matched.
curl --fail-with-body --silent --get "$url/api/wait" --data "mailbox=$mailbox" --data timeout=10 \
     --data-urlencode 'q=to:bob@example.com subject:welcome body:/code is [0-9]{6}/' > /dev/null

# And nothing went to anybody else.
curl --fail-with-body --silent --get "$url/api/none" --data "mailbox=$mailbox" \
     --data-urlencode 'q=-to:bob@example.com' > /dev/null
