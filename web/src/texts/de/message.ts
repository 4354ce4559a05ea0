/** Was die Ansicht einer Nachricht sagt. */
import { count as n } from '../language.svelte';
import type { Texts } from '../index.svelte';

export const message: Texts['message'] = {
  noSubject: '(kein Betreff)',
  chooseTitle: 'Keine Mail ist geöffnet',
  chooseText: 'Wählen Sie eine aus der Liste, oder drücken Sie j.',
  gone: 'Diese Mail ist nicht mehr da.',
  back: 'Zurück zur Liste',
  delete: 'Löschen',
  markUnread: 'Als ungelesen markieren',
  markRead: 'Als gelesen markieren',
  download: 'Herunterladen',
  from: 'Von',
  to: 'An',
  cc: 'Cc',
  bcc: 'Bcc',
  tabs: {
    html: 'HTML',
    text: 'Text',
    headers: 'Kopfzeilen',
    parts: 'Teile',
    source: 'Quelltext',
    envelope: 'Umschlag',
    session: 'Sitzung',
  },
  noHtml: 'Diese Mail hat kein HTML.',
  noText: 'Diese Mail hat keinen reinen Text.',
  blocked: (count: number) =>
    count === 1
      ? '1 entfernter Inhalt ist nicht geladen.'
      : `${n(count)} entfernte Inhalte sind nicht geladen.`,
  load: (count: number) => (count === 1 ? 'Laden' : 'Alle laden'),
  loaded: 'Entfernte Bilder, Stile und Schriften sind geladen.',
  block: 'Wieder sperren',
  widths: { phone: 'Breite eines Telefons', tablet: 'Breite eines Tablets', full: 'Volle Breite' },
  filterHeaders: 'Kopfzeilen filtern',
  decodedHeaders: 'Lesbar',
  rawHeaders: 'Wie gesendet',
  defects: (count: number) =>
    count === 1 ? 'Diese Mail hat einen Fehler' : `Diese Mail hat ${n(count)} Fehler`,
  files: 'Dateien',
  inline: 'im HTML gezeigt',
  unnamed: 'ohne Namen',
  open: 'Öffnen',
  part: 'Teil',
  envelopeRows: {
    sender: 'MAIL FROM',
    recipients: 'RCPT TO',
    hidden: 'weder in An noch in Cc: eine Blindkopie',
    helo: 'HELO',
    peer: 'Client',
    tls: 'Verschlüsselung',
    login: 'Anmeldung',
    mailbox: 'Postfach',
    received: 'Empfangen',
    size: 'Größe',
    id: 'Id',
    parameters: 'Parameter',
    none: 'keine',
  },
  noSession:
    'Zu dieser Mail ist keine SMTP-Sitzung aufbewahrt: Sie kam über HTTP, oder vor dem Start des Catchers.',
  transcript: 'Was gesagt wurde',
  said: { client: 'Client', server: 'Catcher', note: 'Notiz' },
};
