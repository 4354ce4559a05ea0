#!/bin/sh
# Installs the other catchers into the folder that is named, each with the tools of its language; what fails is told,
# and the others are installed.
set -u
mkdir -p "$1/bin" && cd "$1" || exit 1

GOPATH="$PWD/go"
GOBIN="$PWD/bin"
GOFLAGS=-modcacherw
export GOPATH GOBIN GOFLAGS

mailpit() {
    go install github.com/axllent/mailpit@latest
}

# MailHog 1.0.1 names a module that no longer exists, for a slow-down of connections that is off unless asked for. What
# stands in for it here slows nothing down.
mailhog() {
    mkdir -p mailhog/linkio && cd mailhog || return 1
    cat > linkio/linkio.go <<'GO'
package linkio

import "io"

type Throughput int64

const BytePerSecond Throughput = 1

type Link struct{}

func NewLink(Throughput) *Link { return &Link{} }

func (*Link) NewLinkReader(r io.Reader) io.Reader { return r }

func (*Link) NewLinkWriter(w io.Writer) io.Writer { return w }
GO
    printf 'module github.com/ian-kent/linkio\n\ngo 1.20\n' > linkio/go.mod
    cat > go.mod <<'GO'
module peers

go 1.20

require (
	github.com/ian-kent/linkio v0.0.0
	github.com/mailhog/MailHog v1.0.1
)

replace github.com/ian-kent/linkio => ./linkio
GO
    go build -mod=mod -o "$GOBIN/MailHog" github.com/mailhog/MailHog
}

maildev() {
    mkdir -p maildev && cd maildev && { [ -f package.json ] || npm init --yes > /dev/null; } &&
        npm install --no-fund --no-audit --loglevel=error maildev
}

sendria() {
    python3 -m venv sendria && sendria/bin/pip install --quiet --disable-pip-version-check sendria
}

failed=""
for each in mailpit mailhog maildev sendria; do
    echo "installing $each"
    ( $each ) || failed="$failed $each"
done
[ -z "$failed" ] || { echo "not installed:$failed" >&2; exit 1; }
