/** The shapes of the API under short names; they are made from the server's own declarations. */
import type { components } from './schema';

type Shapes = components['schemas'];

export type Address = Shapes['AddressShape'];
export type Attachment = Shapes['AttachmentShape'];
export type Detail = Shapes['Detail'];
export type Extracts = Shapes['ExtractsShape'];
export type Header = Shapes['HeaderShape'];
export type HeaderList = Shapes['HeaderList'];
export type Health = Shapes['Health'];
export type MessageList = Shapes['MessageList'];
export type Part = Shapes['PartShape'];
export type Problem = Shapes['Problem'] & Partial<Pick<Shapes['QueryProblem'], 'position'>>;
export type Rule = Shapes['Rule'];
export type RuleList = Shapes['RuleList'];
export type Standing = Shapes['Standing'];
export type SessionsFrame = Shapes['SessionsFrame'];
export type SessionList = Shapes['SessionList'];
export type Session = SessionList['sessions'][number];
export type Summary = Shapes['Summary'];
export type SnapshotFrame = Shapes['SnapshotFrame'];
export type ChangesFrame = Shapes['ChangesFrame'];
/** Mail that is kept apart, and how much there is. */
export type Mailbox = Shapes['MailboxShape'];
export type LiveFrame = SnapshotFrame | ChangesFrame;
