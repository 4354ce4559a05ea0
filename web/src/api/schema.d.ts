/** The shapes of the API, made by `npm run format` from the server; not to be edited. */

export interface paths {
    "/api/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the mail that matches, newest first. */
        get: operations["list_messages"];
        put?: never;
        /** Takes in a mail (an .eml) as if it had come by SMTP. */
        post: operations["take_in"];
        /** Deletes the mail that matches; an empty or malformed query deletes nothing. */
        delete: operations["remove_messages"];
        options?: never;
        head?: never;
        /** Marks the mail that matches as read or unread. */
        patch: operations["mark_messages"];
        trace?: never;
    };
    "/api/samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delivers a sample mail here, to see what the inbox shows of it. */
        post: operations["take_sample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that was parsed of one mail, and its envelope. */
        get: operations["read_message"];
        put?: never;
        post?: never;
        /** Deletes one mail. */
        delete: operations["remove_message"];
        options?: never;
        head?: never;
        /** Marks one mail as read or unread. */
        patch: operations["mark_message"];
        trace?: never;
    };
    "/api/messages/{id}/raw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The mail exactly as it was sent; a Range header gives a piece of it. */
        get: operations["read_raw"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plain text of the mail, in UTF-8. */
        get: operations["read_text"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/html": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The HTML of the mail for a sandboxed frame; no script of it can run. */
        get: operations["read_html"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/parts/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One part, decoded. */
        get: operations["read_part"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/parts/{number}/headers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The header fields of one part. */
        get: operations["read_part_headers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives the mail that matches as an archive, oldest first: a zip of .eml files, an mbox (mboxrd), or JSON lines with envelope, mailbox, time, read flag and the raw mail in base64. */
        get: operations["export_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes in the mail of an archive, with time, envelope, mailbox and read flag as far as the archive knows them. A mail that cannot be read is named, and the rest goes on. */
        post: operations["import_messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/extracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Links, one-time codes, pictures, tables, text of the HTML, how to unsubscribe, and calendar events. */
        get: operations["read_extracts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/select": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The elements of the HTML that a CSS selector matches, in order. */
        get: operations["select_elements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/messages/{id}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All files of the mail, inline ones too, in one zip. */
        get: operations["read_files"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Holds the request until enough mail matches: at once when it is there, else when it comes. */
        get: operations["wait"];
        put?: never;
        /** The same, said in JSON. */
        post: operations["wait_as_said"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/none": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers when no mail matches, and none came in the quiet time. */
        get: operations["none"];
        put?: never;
        /** The same, said in JSON. */
        post: operations["none_as_said"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/expect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Holds the request until the mail is as expected: how many, in which order, exactly which, and none after that. */
        post: operations["expect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mailboxes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the mailboxes; each is there from its first mail on. */
        get: operations["list_mailboxes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/mailboxes/{mailbox}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a mailbox with all its mail, and the rules that are for it. */
        delete: operations["remove_mailbox"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the SMTP sessions that were and are, failed ones too, newest first. */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One session: what was said, and what went wrong in plain words. */
        get: operations["read_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the failures on purpose, in the order in which they decide. */
        get: operations["list_rules"];
        put?: never;
        /** Sets a failure on purpose, behind those that are set. */
        post: operations["add_rule"];
        /** Takes all rules away, or all for one mailbox. */
        delete: operations["remove_rules"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/{rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rule, and how often it fired. */
        get: operations["read_rule"];
        put?: never;
        post?: never;
        /** Takes one rule away. */
        delete: operations["remove_rule"];
        options?: never;
        head?: never;
        /** Lets a rule rest, or work again. */
        patch: operations["switch_rule"];
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus. */
        get: operations["read_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says that the catcher works, and where it listens. */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ca.pem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The CA of the certificate that --tls auto made, for clients that verify. */
        get: operations["authority"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description, for programs. */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description, for people. */
        get: operations["read_api"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Problem
         * @description An error (RFC 9457): what was expected, what came, what to do.
         */
        Problem: {
            detail: string;
            status: number;
            title: string;
            type: string;
        };
        /**
         * QueryProblem
         * @description A query that cannot be read.
         */
        QueryProblem: {
            detail: string;
            /** @description leads to the mistake in a query that is JSON */
            path?: string;
            /** @description offset in the query that the detail speaks of */
            position: number;
            status: number;
            title: string;
            type: string;
        };
        /**
         * SnapshotFrame
         * @description The first frame of a live view, and the first after it fell behind.
         */
        SnapshotFrame: {
            /** @enum {unknown} */
            type: "snapshot";
            messages: components["schemas"]["Summary"][];
            total: number;
            unread: number;
            last_id: number;
            /** @description `ok` when mail can be kept; else why not, in words */
            writing: string;
            /** @description all mailboxes, when something has changed about them */
            mailboxes?: components["schemas"]["MailboxShape"][];
            /** @description more may match than total and unread say; all mail, and that of a mailbox, is always counted wholly */
            total_is_at_least?: boolean;
        };
        /** Summary */
        Summary: {
            attachment_count: number;
            /** @description recipients of the envelope that neither To nor Cc names */
            bcc: string[];
            cc: components["schemas"]["AddressShape"][];
            /** @description the Date header */
            date: string | null;
            /** @description what is broken in the mail, in words */
            defects: string[];
            from: components["schemas"]["AddressShape"][];
            has_html: boolean;
            /** @description grows with every mail, across restarts too; usable as a cursor */
            id: number;
            mailbox: string;
            /** @description the Message-ID header without angle brackets */
            message_id: string;
            read: boolean;
            received_at: string;
            /** @description every accepted RCPT TO */
            recipients: string[];
            /** @description the address of MAIL FROM */
            sender: string;
            /** @description bytes of the raw mail */
            size: number;
            /** @description the first words of the text */
            snippet: string;
            subject: string;
            to: components["schemas"]["AddressShape"][];
        };
        /**
         * AddressShape
         * @description One address of a header; the name may be empty.
         */
        AddressShape: {
            address: string;
            name: string;
        };
        /**
         * MailboxShape
         * @description One mailbox, and what it holds.
         */
        MailboxShape: {
            /** @description the newest id of its mail */
            last_id: number;
            name: string;
            total: number;
            unread: number;
        };
        /**
         * ChangesFrame
         * @description What happened since the last frame, in order, and the counts after it.
         *
         *         `changes` is empty when something happened in a mailbox, and nothing to the mail of this view; or when a search
         *         was counted, which is done after what it found first is told.
         */
        ChangesFrame: {
            /** @enum {unknown} */
            type: "changes";
            changes: (components["schemas"]["ArrivedShape"] | components["schemas"]["ChangedShape"] | components["schemas"]["RemovedShape"])[];
            total: number;
            unread: number;
            last_id: number;
            /** @description `ok` when mail can be kept; else why not, in words */
            writing: string;
            /** @description all mailboxes, when something has changed about them */
            mailboxes?: components["schemas"]["MailboxShape"][];
            /** @description more may match than total and unread say; all mail, and that of a mailbox, is always counted wholly */
            total_is_at_least?: boolean;
        };
        /**
         * ArrivedShape
         * @description A mail that the view now holds; newer than all before.
         */
        ArrivedShape: {
            /** @enum {unknown} */
            type: "arrived";
            message: components["schemas"]["Summary"];
        };
        /**
         * ChangedShape
         * @description A mail of the view, changed (or that matches only now).
         */
        ChangedShape: {
            /** @enum {unknown} */
            type: "changed";
            message: components["schemas"]["Summary"];
        };
        /**
         * RemovedShape
         * @description Mails that the view no longer holds; ids it never showed may be among them.
         */
        RemovedShape: {
            /** @enum {unknown} */
            type: "removed";
            ids: number[];
        };
        /**
         * SessionsFrame
         * @description SMTP sessions as they are now, newest first.
         */
        SessionsFrame: {
            /** @enum {unknown} */
            type: "sessions";
            sessions: components["schemas"]["Session"][];
        };
        /**
         * Session
         * @description One connection, failed ones included.
         *
         *         `ended_at` is None while it lasts. `lines` is bounded: the first and the last lines of a long session, and
         *         a note where some were left out. The text of mails is not part of it, and passwords are masked unless
         *         the catcher was asked to show them. `messages` holds the ids of the mails that were kept, `mailboxes` names
         *         those that they belong to; when none was kept, the one that the login or the client's name stands for.
         */
        Session: {
            id: number;
            listener: components["schemas"]["Listener"];
            started_at: string;
            ended_at: string | null;
            peer: string;
            helo: string;
            tls: components["schemas"]["Tls"] | null;
            login: string | null;
            lines: components["schemas"]["Line"][];
            outcome: components["schemas"]["Outcome"];
            diagnoses: components["schemas"]["Diagnosis"][];
            messages: number[];
            mailboxes: string[];
        };
        /**
         * Listener
         * @description What a port speaks from the first octet on.
         * @enum {unknown}
         */
        Listener: "lmtp" | "smtp" | "smtps";
        /**
         * Tls
         * @description The encryption of a session, for example `TLSv1.3` and `TLS_AES_256_GCM_SHA384`.
         */
        Tls: {
            version: string;
            cipher: string;
        };
        /**
         * Line
         * @description One line of the dialog. `at` is in seconds since the beginning; `text` has no control characters.
         */
        Line: {
            at: number;
            direction: components["schemas"]["Direction"];
            text: string;
        };
        /**
         * Direction
         * @description Who said a line; a note was said by nobody, it is what we saw.
         * @enum {unknown}
         */
        Direction: "client" | "note" | "server";
        /**
         * Outcome
         * @description How a session ended; `open` while it lasts.
         * @enum {unknown}
         */
        Outcome: "closed" | "left" | "open" | "quit" | "stopped" | "timed-out" | "tls-failed";
        /**
         * Diagnosis
         * @description What was wrong, for programs (`code`) and for people (`text`: what happened, and what to do).
         */
        Diagnosis: {
            code: string;
            text: string;
        };
        /**
         * MessageList
         * @description One page of a list or search, newest first.
         */
        MessageList: {
            /** @description the newest id given so far, in any query; a cursor for wait and live */
            last_id: number;
            messages: components["schemas"]["Summary"][];
            /** @description how many match the query in all */
            total: number;
            /** @description more may match than total and unread say; all mail, and that of a mailbox, is always counted wholly */
            total_is_at_least: boolean;
            /** @description how many of those are unread */
            unread: number;
        };
        /**
         * Marked
         * @description How many messages a mark changed.
         */
        Marked: {
            marked: number;
        };
        /**
         * Removal
         * @description How many messages a delete took away.
         */
        Removal: {
            removed: number;
        };
        /**
         * Detail
         * @description Everything that was parsed of one mail, and its envelope.
         */
        Detail: {
            attachment_count: number;
            attachments: components["schemas"]["AttachmentShape"][];
            /** @description recipients of the envelope that neither To nor Cc names */
            bcc: string[];
            cc: components["schemas"]["AddressShape"][];
            /** @description the Date header */
            date: string | null;
            /** @description what is broken in the mail, in words */
            defects: string[];
            envelope: components["schemas"]["EnvelopeShape"];
            from: components["schemas"]["AddressShape"][];
            has_html: boolean;
            headers: components["schemas"]["HeaderShape"][];
            /** @description the HTML as sent; null when there is none */
            html: string | null;
            /** @description grows with every mail, across restarts too; usable as a cursor */
            id: number;
            mailbox: string;
            /** @description the Message-ID header without angle brackets */
            message_id: string;
            read: boolean;
            /** @description the Received trace, newest first */
            received: components["schemas"]["HopShape"][];
            received_at: string;
            /** @description every accepted RCPT TO */
            recipients: string[];
            /** @description how many remote things the HTML would load */
            remote_count: number;
            reply_to: components["schemas"]["AddressShape"][];
            /** @description the MIME tree */
            root: components["schemas"]["PartShape"] | null;
            /** @description the address of MAIL FROM */
            sender: string;
            /** @description bytes of the raw mail */
            size: number;
            /** @description the first words of the text */
            snippet: string;
            subject: string;
            /** @description the plain text; null when there is none */
            text: string | null;
            to: components["schemas"]["AddressShape"][];
        };
        /**
         * AttachmentShape
         * @description A part to save rather than to read.
         */
        AttachmentShape: {
            content_id: string;
            content_type: string;
            filename: string;
            /** @description the HTML shows it by its content id */
            inline: boolean;
            md5: string;
            /** @description its number, for /api/messages/{id}/parts/{number} */
            part: number;
            sha1: string;
            sha256: string;
            size: number;
        };
        /**
         * EnvelopeShape
         * @description What was said over SMTP around the mail.
         */
        EnvelopeShape: {
            helo: string;
            /** @description the user name given with AUTH */
            login: string | null;
            /** @description what stood behind MAIL FROM, such as SIZE, BODY, RET and ENVID */
            parameters: {
                [key: string]: string;
            };
            /** @description the client as host:port */
            peer: string;
            /** @description what stood behind each RCPT TO, such as NOTIFY and ORCPT, in the order of recipients */
            recipient_parameters: {
                [key: string]: string;
            }[];
            /** @description every accepted RCPT TO, in order */
            recipients: string[];
            /** @description the address of MAIL FROM; empty for the null sender */
            sender: string;
            tls: components["schemas"]["TlsShape"] | null;
        };
        /**
         * TlsShape
         * @description The encryption of the session that brought the mail.
         */
        TlsShape: {
            cipher: string;
            version: string;
        };
        /**
         * HeaderShape
         * @description One header field, in its place.
         */
        HeaderShape: {
            name: string;
            /** @description as sent, without the name */
            raw: string;
            /** @description decoded and unfolded */
            value: string;
        };
        /** HopShape */
        HopShape: {
            at: string | null;
            by: string;
            for: string;
            from: string;
            id: string;
            with: string;
        };
        /**
         * PartShape
         * @description A node of the MIME tree, with all nodes below it.
         */
        PartShape: {
            charset: string;
            content_id: string;
            content_type: string;
            disposition: string;
            encoding: string;
            filename: string;
            /** @description for /api/messages/{id}/parts/{number}; 0 is the whole message */
            number: number;
            parts: components["schemas"]["PartShape"][];
            /** @description decoded bytes; 0 for a multipart */
            size: number;
        };
        /**
         * HeaderList
         * @description The header of a mail or of one part of it.
         */
        HeaderList: {
            headers: components["schemas"]["HeaderShape"][];
        };
        /**
         * Imported
         * @description What became of an archive.
         */
        Imported: {
            /** @description how many could not be */
            failed: number;
            /** @description the first of those, at most 100 */
            failures: components["schemas"]["Failure"][];
            /** @description how many mails were taken in */
            imported: number;
        };
        /**
         * Failure
         * @description A mail of an archive that could not be taken in.
         */
        Failure: {
            /** @description where in the archive it is */
            name: string;
            reason: string;
        };
        /**
         * ExtractsShape
         * @description What a test wants from a mail.
         */
        ExtractsShape: {
            /** @description the likeliest first; empty when none is likely */
            codes: components["schemas"]["CodeShape"][];
            /** @description what was left out or could not be read, in words */
            defects: string[];
            events: components["schemas"]["EventShape"][];
            /** @description the HTML as a reader sees it; null when there is none */
            html_text: string | null;
            images: components["schemas"]["ImageShape"][];
            /** @description those of the HTML, then those that only the text has */
            links: components["schemas"]["LinkShape"][];
            /** @description the text of each cell, row by row; tables for layout are left out */
            tables: string[][][];
            unsubscribe: components["schemas"]["UnsubscribeShape"] | null;
        };
        /**
         * CodeShape
         * @description What looks like a one-time code.
         */
        CodeShape: {
            /** @description the line that it was found in, of a long one what is around */
            context: string;
            /** @description how likely, from 0.5 to 1 */
            score: number;
            /** @description what a person types, for example 123456 where the mail says 123 456 */
            value: string;
        };
        /**
         * EventShape
         * @description An event of a calendar part (RFC 5545).
         */
        EventShape: {
            attendees: components["schemas"]["PersonShape"][];
            /** @description like start; of whole days, the day after the last */
            end: string | null;
            location: string;
            /** @description of the calendar, for example REQUEST or CANCEL */
            method: string;
            organizer: components["schemas"]["PersonShape"] | null;
            /** @description RFC 3339; only a date for whole days, without offset for a time in any zone */
            start: string | null;
            summary: string;
            uid: string;
        };
        /**
         * PersonShape
         * @description Who organises or attends.
         */
        PersonShape: {
            address: string;
            name: string;
            /** @description of an attendee, for example ACCEPTED or NEEDS-ACTION */
            status: string;
        };
        /**
         * ImageShape
         * @description A picture of the HTML.
         */
        ImageShape: {
            alt: string;
            /** @description the part that cid: names, for /api/messages/{id}/parts/{number} */
            part: number | null;
            src: string;
        };
        /**
         * LinkShape
         * @description Something to follow; each is there once.
         */
        LinkShape: {
            /** @description as a browser would take it; entities are decoded */
            href: string;
            /** @enum {unknown} */
            source: "html" | "text";
            /** @description what a reader sees; of a link in plain text, itself */
            text: string;
        };
        /**
         * UnsubscribeShape
         * @description What List-Unsubscribe says (RFC 2369).
         */
        UnsubscribeShape: {
            /** @description in the sender's order of preference */
            links: string[];
            /** @description one POST unsubscribes (RFC 8058) */
            one_click: boolean;
        };
        /**
         * SelectionShape
         * @description The elements that a selector matches, in order.
         */
        SelectionShape: {
            /** @description what was left out, in words */
            defects: string[];
            elements: components["schemas"]["SelectedShape"][];
        };
        /**
         * SelectedShape
         * @description An element of the HTML.
         */
        SelectedShape: {
            attributes: {
                [key: string]: string;
            };
            html: string;
            tag: string;
            /** @description what a reader sees of it */
            text: string;
        };
        /**
         * Waited
         * @description What was waited for, oldest first.
         */
        Waited: {
            messages: components["schemas"]["Summary"][];
        };
        /**
         * TimeoutProblem
         * @description Nothing matched in time.
         */
        TimeoutProblem: {
            /** @description how many mails came while it waited */
            arrived: number;
            detail: string;
            /** @description what did come, the nearest first */
            nearest: components["schemas"]["NearMiss"][];
            status: number;
            title: string;
            type: string;
        };
        /**
         * NearMiss
         * @description A mail that did come, and what of the query it meets.
         */
        NearMiss: {
            conditions: components["schemas"]["ConditionShape"][];
            message: components["schemas"]["Summary"];
        };
        /**
         * ConditionShape
         * @description One condition of a query, held against one mail.
         */
        ConditionShape: {
            actual: string;
            expected: string;
            held: boolean;
        };
        /**
         * GoneProblem
         * @description Mail behind the cursor was evicted.
         */
        GoneProblem: {
            detail: string;
            /** @description a cursor that is not below it is good */
            evicted_up_to: number;
            status: number;
            title: string;
            type: string;
        };
        /**
         * Quiet
         * @description No mail matched; `last_id` is the newest id given, a cursor for the next wait.
         */
        Quiet: {
            last_id: number;
        };
        /**
         * UnexpectedProblem
         * @description A mail matched where none was expected.
         */
        UnexpectedProblem: {
            detail: string;
            message: components["schemas"]["Summary"];
            status: number;
            title: string;
            type: string;
        };
        /**
         * Expected
         * @description The mails that were expected: in the order of `exactly` or `in_order`, else oldest first.
         */
        Expected: {
            messages: components["schemas"]["Summary"][];
        };
        /**
         * ExpectationProblem
         * @description It is not as expected.
         */
        ExpectationProblem: {
            /** @description how many mails came while it waited */
            arrived: number;
            detail: string;
            /** @description the mails that matched the query */
            messages: components["schemas"]["Summary"][];
            /** @description what came nearest to what is missing */
            nearest: components["schemas"]["NearMiss"][];
            status: number;
            title: string;
            type: string;
        };
        /**
         * MailboxList
         * @description The mailboxes, by name.
         */
        MailboxList: {
            mailboxes: components["schemas"]["MailboxShape"][];
        };
        /**
         * SessionList
         * @description SMTP sessions, newest first.
         */
        SessionList: {
            sessions: components["schemas"]["Session"][];
        };
        /**
         * RuleList
         * @description The failures on purpose, in the order in which they decide.
         */
        RuleList: {
            rules: components["schemas"]["Standing"][];
        };
        /**
         * Standing
         * @description A rule that is set, with its number and how often it fired.
         */
        Standing: {
            id: number;
            rule: components["schemas"]["Rule"];
            hits: number;
            enabled: boolean;
        };
        /**
         * Rule
         * @description One failure on purpose: at this stage, this action, for whom, and when.
         */
        Rule: {
            stage: components["schemas"]["Stage"];
            action: components["schemas"]["Refuse"] | components["schemas"]["Delay"] | components["schemas"]["Drop"] | components["schemas"]["Cut"] | components["schemas"]["Slow"] | components["schemas"]["Discard"];
            /**
             * @default {
             *       "mailbox": null,
             *       "sender": null,
             *       "recipient": null,
             *       "login": null,
             *       "helo": null,
             *       "peer": null,
             *       "header": null,
             *       "min_size": null,
             *       "max_size": null
             *     }
             */
            match: components["schemas"]["Match"];
            /**
             * @default {
             *       "type": "always"
             *     }
             */
            schedule: components["schemas"]["Always"] | components["schemas"]["First"] | components["schemas"]["Every"] | components["schemas"]["After"] | components["schemas"]["AboveRate"] | components["schemas"]["Chance"];
        };
        /**
         * Stage
         * @description Where in a session a rule decides. `ACCEPT` is after the dot, before the mail is kept.
         * @enum {unknown}
         */
        Stage: "accept" | "auth" | "connect" | "data" | "ehlo" | "mail" | "quit" | "rcpt" | "starttls";
        /**
         * Refuse
         * @description Answer with this code and text; `text` begins with the enhanced code, or one is put before it.
         *
         *         421 closes the connection too, as does any refusal at `connect`.
         */
        Refuse: {
            /** @enum {unknown} */
            type: "refuse";
            code: number;
            /** @default  */
            text: string;
        };
        /**
         * Delay
         * @description Wait before the answer; then go on as if nothing was.
         */
        Delay: {
            /** @enum {unknown} */
            type: "delay";
            seconds: number;
        };
        /**
         * Drop
         * @description Close the connection without an answer.
         */
        Drop: {
            /** @enum {unknown} */
            type: "drop";
        };
        /**
         * Cut
         * @description At `data`: close the connection once so many octets of the mail came.
         */
        Cut: {
            /** @enum {unknown} */
            type: "cut";
            after_octets: number;
        };
        /**
         * Slow
         * @description At `data`: read the mail no faster than this.
         */
        Slow: {
            /** @enum {unknown} */
            type: "slow";
            octets_per_second: number;
        };
        /**
         * Discard
         * @description At `accept`: answer 250, but do not keep the mail; the session's transcript says so.
         */
        Discard: {
            /** @enum {unknown} */
            type: "discard";
        };
        /**
         * Match
         * @description What a rule meets; what is null meets anything.
         *
         *         All but `mailbox`, `header` and sizes are patterns with `*` and `?`, compared without regard to case.
         *         `recipient` meets when any recipient does. The mailbox is the one that a mail would belong to by what was said
         *         so far: at `accept` by its headers too.
         */
        Match: {
            /** @default null */
            mailbox: string | null;
            /** @default null */
            sender: string | null;
            /** @default null */
            recipient: string | null;
            /** @default null */
            login: string | null;
            /** @default null */
            helo: string | null;
            /** @default null */
            peer: string | null;
            /** @default null */
            header: components["schemas"]["HeaderPattern"] | null;
            /** @default null */
            min_size: number | null;
            /** @default null */
            max_size: number | null;
        };
        /**
         * HeaderPattern
         * @description A header field: its name, and a pattern for its value.
         */
        HeaderPattern: {
            name: string;
            /** @default * */
            value: string;
        };
        /**
         * Always
         * @description Every time.
         */
        Always: {
            /** @enum {unknown} */
            type: "always";
        };
        /**
         * First
         * @description The first `count` times.
         */
        First: {
            /** @enum {unknown} */
            type: "first";
            count: number;
        };
        /**
         * Every
         * @description Every `nth` time: with 3, the third, the sixth and so on.
         */
        Every: {
            /** @enum {unknown} */
            type: "every";
            nth: number;
        };
        /**
         * After
         * @description Every time, but not the first `count` times.
         */
        After: {
            /** @enum {unknown} */
            type: "after";
            count: number;
        };
        /**
         * AboveRate
         * @description Once more than `count` came within the last `seconds`.
         */
        AboveRate: {
            /** @enum {unknown} */
            type: "above-rate";
            count: number;
            seconds: number;
        };
        /**
         * Chance
         * @description With this probability (0 to 1); the same seed gives the same sequence.
         */
        Chance: {
            /** @enum {unknown} */
            type: "chance";
            probability: number;
            /** @default 0 */
            seed: number;
        };
        /**
         * Health
         * @description Whether the catcher works, what it keeps, and where it listens.
         */
        Health: {
            /** @description of the raw mails that are kept */
            bytes: number;
            /** @description whether TLS is offered with a certificate made here; /api/ca.pem is its CA */
            ca: boolean;
            /** @description how many mails retention has removed so far */
            evicted: number;
            /** @description of the raw mails that retention has removed */
            evicted_bytes: number;
            /** @description where to look, as host:port */
            http: string;
            /** @description where LMTP is spoken; empty when there is no such port */
            lmtp: string;
            /** @description how many mails are kept */
            messages: number;
            /** @description where to send, as host:port */
            smtp: string;
            /** @description where to send over TLS; empty when there is no such port */
            smtps: string;
            /**
             * @description failing: it can be asked, but keeps no new mail
             * @enum {unknown}
             */
            status: "failing" | "ok";
            /** @description where STARTTLS comes first; empty when there is no such port */
            submission: string;
            version: string;
            /** @description `ok` when mail can be kept; else why not, in words */
            writing: string;
        };
        /**
         * Mark
         * @description A change to one message.
         */
        Mark: {
            read: boolean;
        };
        /**
         * WaitBody
         * @description What to wait for, as in GET.
         */
        WaitBody: {
            /**
             * @description a query in words, or as JSON: {"to": "bob", "subject": {"regex": "^Order"}}
             * @default
             */
            query: string | Record<string, never>;
            /**
             * @description only mail of this mailbox
             * @default null
             */
            mailbox: string | null;
            /**
             * @description only mail with a greater id
             * @default null
             */
            after: number | null;
            /** @default 1 */
            count: number;
            /**
             * @description seconds to wait at most
             * @default 10
             */
            timeout: number;
        };
        /**
         * NoneBody
         * @description What is not to come, as in GET.
         */
        NoneBody: {
            /**
             * @description a query in words, or as JSON: {"to": "bob", "subject": {"regex": "^Order"}}
             * @default
             */
            query: string | Record<string, never>;
            /**
             * @description only mail of this mailbox
             * @default null
             */
            mailbox: string | null;
            /**
             * @description only mail with a greater id
             * @default null
             */
            after: number | null;
            /**
             * @description for so many seconds none may come either
             * @default 0
             */
            quiet: number;
        };
        /**
         * ExpectBody
         * @description What is expected of the mails that match `query`.
         */
        ExpectBody: {
            /**
             * @description a query in words, or as JSON: {"to": "bob", "subject": {"regex": "^Order"}}
             * @default
             */
            query: string | Record<string, never>;
            /**
             * @description only mail of this mailbox
             * @default null
             */
            mailbox: string | null;
            /**
             * @description only mail with a greater id
             * @default null
             */
            after: number | null;
            /**
             * @description so many and no more, or bounds; at least 1 when nothing is said
             * @default null
             */
            count: number | components["schemas"]["CountBounds"] | null;
            /**
             * @description seconds in which it must be so; 10 when nothing is said
             * @default null
             */
            within: number | null;
            /**
             * @description for so many seconds after that, no mail may match that is one too many
             * @default 0
             */
            quiet: number;
            /**
             * @description a mail for each of these, one after the other; others may come between
             * @default []
             */
            in_order: (string | Record<string, never>)[];
            /**
             * @description one mail for each of these, in any order, and no other that matches `query`
             * @default null
             */
            exactly: (string | Record<string, never>)[] | null;
        };
        /**
         * CountBounds
         * @description How many: at least 0 unless said, and without an upper bound unless said.
         */
        CountBounds: {
            /** @default null */
            at_least: number | null;
            /** @default null */
            at_most: number | null;
        };
        /**
         * Switch
         * @description A change to one rule.
         */
        Switch: {
            enabled: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_messages: {
        parameters: {
            query?: {
                /** @description a query, for example `to:bob subject:welcome`, or as JSON; empty matches every mail */
                q?: string;
                /** @description only what belongs to this mailbox */
                mailbox?: string;
                /** @description at most so many */
                limit?: number;
                /** @description only mail with a greater id */
                after?: number;
                /** @description only mail with a smaller id */
                before?: number;
                /** @description without the first so many of them */
                skip?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description one page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    take_in: {
        parameters: {
            query?: {
                /** @description MAIL FROM; else the From header's address */
                sender?: string;
                /** @description RCPT TO, may be given several times; else the addresses of To, Cc and Bcc */
                recipient?: string[];
                /** @description where it belongs; else its header X-Catcher-Mailbox says so */
                mailbox?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "message/rfc822": unknown;
            };
        };
        responses: {
            /** @description the mail was kept */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_messages: {
        parameters: {
            query?: {
                /** @description a query, for example `to:bob subject:welcome`, or as JSON; empty matches every mail */
                q?: string;
                /** @description only what belongs to this mailbox */
                mailbox?: string;
                /** @description true for all mail, in place of q */
                all?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description how many were deleted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removal"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mark_messages: {
        parameters: {
            query?: {
                /** @description a query, for example `to:bob subject:welcome`, or as JSON; empty matches every mail */
                q?: string;
                /** @description only what belongs to this mailbox */
                mailbox?: string;
                /** @description true for all mail, in place of q */
                all?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Mark"];
            };
        };
        responses: {
            /** @description how many were changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Marked"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    take_sample: {
        parameters: {
            query?: {
                /** @description what it shows */
                kind?: "welcome" | "text" | "code" | "files" | "invitation" | "newsletter" | "broken";
                /** @description where it belongs; else its header X-Catcher-Mailbox says so */
                mailbox?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the sample was kept */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the id of a mail */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the mail */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the id of a mail */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removal"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mark_message: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the id of a mail */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Mark"];
            };
        };
        responses: {
            /** @description the mail as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_raw: {
        parameters: {
            query?: {
                /** @description true to get it as a file to save */
                download?: boolean;
            };
            header?: never;
            path: {
                /** @description the id of a mail */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the bytes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "message/rfc822": unknown;
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_text: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the id of a mail */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_html: {
        parameters: {
            query?: {
                /** @description true lets the browser load remote pictures, styles and fonts */
                remote?: boolean;
                /** @description false shows it without any pictures */
                images?: boolean;
                /** @description false shows it without the fonts that it brings */
                fonts?: boolean;
                /** @description light or dark, whatever the browser prefers; the mail's own rules for it are followed */
                scheme?: "light" | "dark";
            };
            header?: never;
            path: {
                /** @description the id of a mail */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the HTML */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_part: {
        parameters: {
            query?: {
                /** @description true to get it as a file to save */
                download?: boolean;
                /** @description given by the HTML of the mail to its own pictures */
                key?: string;
            };
            header?: never;
            path: {
                /** @description the id of a mail */
                id: number;
                /** @description the number of a part */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the bytes of the part */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_part_headers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the id of a mail */
                id: number;
                /** @description the number of a part */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the fields, in their order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeaderList"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    export_messages: {
        parameters: {
            query?: {
                /** @description a query, for example `to:bob subject:welcome`, or as JSON; empty matches every mail */
                q?: string;
                /** @description only what belongs to this mailbox */
                mailbox?: string;
                /** @description jsonl or mbox or zip */
                format?: "jsonl" | "mbox" | "zip";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": unknown;
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    import_messages: {
        parameters: {
            query?: {
                /** @description eml or jsonl or mbox or zip */
                format?: "eml" | "jsonl" | "mbox" | "zip";
                /** @description where to put all of it; else where it was */
                mailbox?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": unknown;
            };
        };
        responses: {
            /** @description how many were taken in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Imported"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_extracts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the id of a mail */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all that was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtractsShape"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    select_elements: {
        parameters: {
            query?: {
                /** @description a CSS selector, such as `td.total` */
                css?: string;
            };
            header?: never;
            path: {
                /** @description the id of a mail */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the elements */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SelectionShape"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_files: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the id of a mail */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the zip */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    wait: {
        parameters: {
            query?: {
                /** @description a query, for example `to:bob subject:welcome`, or as JSON; empty matches every mail */
                q?: string;
                /** @description only what belongs to this mailbox */
                mailbox?: string;
                /** @description only mail with a greater id */
                after?: number;
                /** @description how many mails to wait for */
                count?: number;
                /** @description seconds to wait at most; 0 asks only for what is there */
                timeout?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the first mails that match, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waited"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in time; the nearest misses say why */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TimeoutProblem"];
                };
            };
            /** @description mails behind the cursor were evicted */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["GoneProblem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    wait_as_said: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaitBody"];
            };
        };
        responses: {
            /** @description the first mails that match, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waited"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not in time; the nearest misses say why */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TimeoutProblem"];
                };
            };
            /** @description mails behind the cursor were evicted */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["GoneProblem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    none: {
        parameters: {
            query?: {
                /** @description a query, for example `to:bob subject:welcome`, or as JSON; empty matches every mail */
                q?: string;
                /** @description only what belongs to this mailbox */
                mailbox?: string;
                /** @description only mail with a greater id */
                after?: number;
                /** @description for so many seconds none may come either */
                quiet?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description none */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quiet"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description one does match */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnexpectedProblem"];
                };
            };
            /** @description mails behind the cursor were evicted */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["GoneProblem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    none_as_said: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoneBody"];
            };
        };
        responses: {
            /** @description none */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quiet"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description one does match */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["UnexpectedProblem"];
                };
            };
            /** @description mails behind the cursor were evicted */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["GoneProblem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    expect: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExpectBody"];
            };
        };
        responses: {
            /** @description it is so */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Expected"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description it is not, and why */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ExpectationProblem"];
                };
            };
            /** @description mails behind the cursor were evicted */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["GoneProblem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_mailboxes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MailboxList"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_mailbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the name of a mailbox */
                mailbox: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description how many mails it held; 0 when there was no such mailbox */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removal"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: {
                /** @description at most so many */
                limit?: number;
                /** @description only sessions with a smaller id */
                before?: number;
                /** @description true for those in which something was wrong, false for the others */
                failed?: boolean;
                /** @description only the session that brought this mail */
                message?: number;
                /** @description only what belongs to this mailbox */
                mailbox?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description one page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the id of a session */
                session: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the session */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_rules: {
        parameters: {
            query?: {
                /** @description only what belongs to this mailbox */
                mailbox?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all rules, with their hits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleList"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_rule: {
        parameters: {
            query?: {
                /** @description the rule is for this mailbox alone */
                mailbox?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Rule"];
            };
        };
        responses: {
            /** @description the rule is set */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Standing"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_rules: {
        parameters: {
            query?: {
                /** @description only what belongs to this mailbox */
                mailbox?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description how many there were */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removal"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the id of a rule */
                rule: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Standing"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the id of a rule */
                rule: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Removal"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    switch_rule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the id of a rule */
                rule: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Switch"];
            };
        };
        responses: {
            /** @description the rule as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Standing"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not from here */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description one figure a line */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain; version=0.0.4": unknown;
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it works */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    authority: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description PEM */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-pem-file": unknown;
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    read_api: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description The request is malformed */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a host of this catcher */
            421: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description what was wrong, and what to do */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
